namespace EGov.Functions.Features.Appointments;

/// <summary>
/// Who watches for earlier seats, in the order in which they asked. It only leads to appointments, which alone say whether and how they
/// watch: a lead may be left behind, or stand in an old place.
/// </summary>
public interface IWatchList
{
    /// <summary>Whoever asked before an instant, the first of them first.</summary>
    IAsyncEnumerable<WatchLead> InOrderAsync(string service, DateTimeOffset before, CancellationToken cancellation);

    /// <summary>Puts a lead in its place, or puts it right there.</summary>
    Task PutAsync(WatchLead lead, CancellationToken cancellation);

    Task RemoveAsync(WatchLead lead, CancellationToken cancellation);
}

/// <summary>Leads to an appointment, and says enough to pass by most that do not fit.</summary>
/// <param name="Booked">When the appointment began as the lead was written.</param>
public sealed record WatchLead(string Service, string Person, Watch Watch, string Class, int Party, DateTimeOffset Booked)
{
    /// <summary>The lead of an appointment that watches.</summary>
    public static WatchLead Of(Appointment appointment, Watch watch) =>
        new(appointment.Service, appointment.Person, watch, appointment.Class, appointment.Party, appointment.Begins);
}
