namespace EGov.Domain.Appointments;

/// <summary>How the rush on a release of seats is calmed.</summary>
/// <param name="MinutesBefore">How long before the release its waiting room opens; among those who come until the release, chance decides.</param>
/// <param name="MinutesAfter">How long after it a turn is needed.</param>
/// <param name="PerMinute">How many have their turn in each minute.</param>
/// <param name="NewDates">Whether a date that is offered for the first time, at midnight, counts as a release too.</param>
public sealed record RushRule(int MinutesBefore, int MinutesAfter, int PerMinute, bool NewDates)
{
    /// <summary>Of a rush, before its release or after it.</summary>
    public const int MostMinutes = 240;
}

/// <summary>The waiting room of one release: all dates of a service whose seats are released at one instant share it.</summary>
public sealed record Rush(string Service, DateTimeOffset ReleaseAt, RushRule Rule)
{
    public DateTimeOffset OpensAt => ReleaseAt.AddMinutes(-Rule.MinutesBefore);

    /// <summary>From here on nobody needs a turn.</summary>
    public DateTimeOffset ClosesAt => ReleaseAt.AddMinutes(Rule.MinutesAfter);

    public bool IsOpen(DateTimeOffset now) => OpensAt <= now && now < ClosesAt;

    /// <summary>When a place, counted from 0, has its turn: the first minute's places at once, the others as the minutes go by.</summary>
    public DateTimeOffset AdmittedAt(int place) =>
        place < Rule.PerMinute ? ReleaseAt : ReleaseAt.AddMilliseconds(Math.Ceiling((place + 1L) * 60_000d / Rule.PerMinute));

    /// <summary>When a place need wait no longer: at its turn, or when the waiting room closes.</summary>
    public DateTimeOffset TurnOf(int place) => AdmittedAt(place) < ClosesAt ? AdmittedAt(place) : ClosesAt;

    /// <summary>How many places have had their turn.</summary>
    public int Admitted(DateTimeOffset now) => now < ReleaseAt
        ? 0
        : Math.Max(Rule.PerMinute, (int)Math.Min(int.MaxValue, (now - ReleaseAt).TotalMilliseconds * Rule.PerMinute / 60_000));
}
