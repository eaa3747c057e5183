using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>How somebody in a waiting room stands.</summary>
public enum QueueStatus
{
    /// <summary>Nobody has a place yet.</summary>
    WaitingForRelease,

    /// <summary>Others are before them.</summary>
    Waiting,

    /// <summary>They may hold seats.</summary>
    Admitted,

    /// <summary>Nobody needs a turn any more.</summary>
    Over,
}

/// <summary>Somebody's place in a waiting room.</summary>
/// <param name="People">How many came.</param>
/// <param name="Place">From 1; null before the release.</param>
/// <param name="Ahead">Those before them who have not had their turn.</param>
/// <param name="AdmittedAt">When their turn is.</param>
/// <param name="AskAgainAfter">Seconds after which asking again may tell something new; null when nothing new will come.</param>
public sealed record QueuePlace(
    QueueStatus Status,
    DateTimeOffset AsOf,
    DateTimeOffset ReleaseAt,
    DateTimeOffset ClosesAt,
    int People,
    int? Place,
    int? Ahead,
    DateTimeOffset? AdmittedAt,
    int? AskAgainAfter)
{
    private const int SecondsOverWhichTheDrawIsAskedFor = 6;

    public static QueuePlace Of(Rush rush, RushQueue queue, int number, DateTimeOffset now)
    {
        var people = Math.Max(queue.Given, number + 1);
        if (now >= rush.ClosesAt)
        {
            return new(QueueStatus.Over, now, rush.ReleaseAt, rush.ClosesAt, people, null, null, null, null);
        }

        if (now < rush.ReleaseAt || queue.Draw is not { } draw)
        {
            return new(QueueStatus.WaitingForRelease, now, rush.ReleaseAt, rush.ClosesAt, people, null, null, null, BeforeRelease(rush, number, now));
        }

        var place = draw.PlaceOf(number);
        var admittedAt = rush.TurnOf(place);
        return admittedAt <= now
            ? new(QueueStatus.Admitted, now, rush.ReleaseAt, rush.ClosesAt, people, place + 1, 0, admittedAt, null)
            : new(
                QueueStatus.Waiting,
                now,
                rush.ReleaseAt,
                rush.ClosesAt,
                people,
                place + 1,
                place - rush.Admitted(now),
                admittedAt,
                Math.Clamp((int)(admittedAt - now).TotalSeconds / 4, 2, 15));
    }

    /// <summary>Not everybody in the second of the release, but a few seconds after it by turns: all know their place soon, and nothing is gained by being first.</summary>
    private static int BeforeRelease(Rush rush, int number, DateTimeOffset now)
    {
        var left = (int)Math.Ceiling(Math.Max(0, (rush.ReleaseAt - now).TotalSeconds));
        return left > 60 ? 30 : left + 1 + (number % SecondsOverWhichTheDrawIsAskedFor);
    }
}
