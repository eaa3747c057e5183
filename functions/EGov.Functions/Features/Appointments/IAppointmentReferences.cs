using EGov.Domain.Submissions;

namespace EGov.Functions.Features.Appointments;

/// <summary>Which appointment a reference belongs to, wherever it is: made from events alone, so a moment behind.</summary>
public interface IAppointmentReferences
{
    /// <summary>Notes it once; noting it again changes nothing.</summary>
    Task AddAsync(Reference reference, ListedAppointment appointment, CancellationToken cancellation);

    Task<ListedAppointment?> FindAsync(Reference reference, CancellationToken cancellation);
}
