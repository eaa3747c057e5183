namespace EGov.Functions.Features.Appointments;

/// <summary>Which appointments were made by whom when signed in: made from events alone.</summary>
public interface IAppointmentList
{
    /// <summary>Notes it once; noting it again changes nothing.</summary>
    Task AddAsync(string account, ListedAppointment appointment, CancellationToken cancellation);

    /// <summary>At most one for each service and document that the account has used.</summary>
    Task<IReadOnlyList<ListedAppointment>> ListAsync(string account, CancellationToken cancellation);
}

/// <summary>Leads to an appointment.</summary>
/// <param name="Person">The keyed hash of service and document.</param>
public sealed record ListedAppointment(string Service, string Person);
