using EGov.Domain.Submissions;

namespace EGov.Functions.Features.Retention;

/// <summary>What to look at on which day: what the timer reads instead of all cases and appointments. The row that an entry leads to decides whether it is due.</summary>
public interface IRetentionCalendar
{
    /// <summary>Entries with the same part can be written in one call.</summary>
    string Part(RetentionDue due);

    /// <summary>Writing the same entry again changes nothing.</summary>
    /// <param name="due">All of one part.</param>
    Task PutAsync(IReadOnlyCollection<RetentionDue> due, CancellationToken cancellation);

    /// <summary>Everything due on that day or before it, the longest due first.</summary>
    IAsyncEnumerable<RetentionDue> DueAsync(DateOnly day, CancellationToken cancellation);

    Task RemoveAsync(RetentionDue due, CancellationToken cancellation);
}

/// <summary>One case or appointment to look at, and when.</summary>
/// <param name="Appointment">Where the appointment is found; null of a case.</param>
public sealed record RetentionDue(DateOnly Day, Reference Reference, AppointmentAddress? Appointment = null);

/// <summary>The key of an appointment's row.</summary>
public sealed record AppointmentAddress(string Service, string Person);
