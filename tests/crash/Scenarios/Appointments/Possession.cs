namespace EGov.Crash.Scenarios.Appointments;

/// <summary>
/// A seat that somebody had, by what they were told. Between asking and being answered nobody outside knows, so there are two spans: in
/// one the seat was certainly taken, in the other, wider one it may have been.
/// </summary>
public sealed class Possession(string who, string reference, string place)
{
    public string Who => who;

    public string Reference => reference;

    public string Place => place;

    public DateTimeOffset MaybeFrom { get; init; }

    public DateTimeOffset SurelyFrom { get; init; }

    public DateTimeOffset SurelyTo { get; set; }

    public DateTimeOffset MaybeTo { get; set; }

    /// <summary>When the hold lapses, if it is not confirmed.</summary>
    public DateTimeOffset HeldUntil { get; init; }

    public bool Booked { get; set; }

    /// <summary>The key under which it was confirmed.</summary>
    public string? ConfirmedBy { get; set; }

    /// <summary>Let go, given back or left for another one.</summary>
    public bool Over { get; private set; }

    /// <summary>A hold whose person tried another slot in vain: it may have been let go for that.</summary>
    public bool Doubtful { get; set; }

    public bool Counts => Booked && !Over;

    public bool Surely(DateTimeOffset at) => SurelyFrom <= at && at < SurelyTo;

    public bool Maybe(DateTimeOffset at) => MaybeFrom <= at && at < MaybeTo;

    /// <summary>A hold that was let go is free at once; a booking that was given back rests for five minutes to an hour.</summary>
    public void GiveBack(AppointmentOperation by)
    {
        Over = true;
        (SurelyTo, MaybeTo) = Booked
            ? (by.Begun + Rests.Shortest, by.Answered + Rests.Longest + Rests.Settling)
            : (Earlier(SurelyTo, by.Begun), by.Tries == 1 ? Earlier(MaybeTo, by.Answered) : MaybeTo);
    }

    public void Book(string key)
    {
        (Booked, ConfirmedBy) = (true, key);
        (SurelyTo, MaybeTo) = (DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

/// <summary>What the platform says about seats that were given back.</summary>
public static class Rests
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    /// <summary>How long after it was made a promise that nobody kept has surely been settled.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);
}
