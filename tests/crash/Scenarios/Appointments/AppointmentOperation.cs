using EGov.Crash.Histories;

namespace EGov.Crash.Scenarios.Appointments;

/// <summary>One thing that a person asked for until it was answered, however often it had to be sent.</summary>
/// <param name="Begun">When it was sent first.</param>
/// <param name="Tried">When the try that was answered was sent.</param>
/// <param name="Answered">When the answer had come.</param>
/// <param name="Tries">More than one when answers were missing.</param>
/// <param name="Seen">What was shown; null when it was refused.</param>
/// <param name="Refusal">The code of the refusal.</param>
public sealed record AppointmentOperation(
    string Who,
    string Key,
    AppointmentAct Act,
    DateTimeOffset Begun,
    DateTimeOffset Tried,
    DateTimeOffset Answered,
    int Tries,
    SeenAppointment? Seen,
    string? Refusal)
{
    /// <summary>Each person's operations in their order: one client at a time acts for a person.</summary>
    public static IEnumerable<IGrouping<string, AppointmentOperation>> Of(IEnumerable<HistoryEntry> history) =>
        history.GroupBy(entry => entry.Who).SelectMany(Answers).GroupBy(operation => operation.Who);

    private static IEnumerable<AppointmentOperation> Answers(IEnumerable<HistoryEntry> ofOnePerson)
    {
        DateTimeOffset? begun = null;
        var (tried, tries) = (default(DateTimeOffset), 0);
        foreach (var entry in ofOnePerson)
        {
            if (entry.Kind is HistoryKind.Invoked)
            {
                (begun, tried, tries) = (begun ?? entry.At, entry.At, tries + 1);
            }
            else if (entry.Kind is HistoryKind.Accepted or HistoryKind.Refused)
            {
                yield return new AppointmentOperation(
                    entry.Who,
                    entry.Key,
                    AppointmentAct.Parse(entry.What),
                    begun ?? entry.At,
                    tried,
                    entry.At,
                    tries,
                    entry.Kind is HistoryKind.Accepted ? SeenAppointment.Parse(entry.Result!) : null,
                    entry.Detail);
                (begun, tries) = (null, 0);
            }
        }
    }
}
