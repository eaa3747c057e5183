using EGov.Domain.Submissions;

namespace EGov.Functions.Features.Appointments;

/// <summary>Which appointment a reference belongs to, wherever it is: made from events alone, so a moment behind.</summary>
public interface IAppointmentReferences
{
    /// <summary>References with the same part can be noted in one call.</summary>
    string Part(Reference reference);

    /// <summary>Notes each once; noting it again changes nothing.</summary>
    /// <param name="made">All of one part.</param>
    Task AddAsync(IReadOnlyCollection<(Reference Reference, ListedAppointment Appointment)> made, CancellationToken cancellation);

    Task<ListedAppointment?> FindAsync(Reference reference, CancellationToken cancellation);
}
