using System.Globalization;

namespace EGov.Crash.Scenarios.Appointments;

/// <summary>The seats of one office, date and time, over the whole run, by what everybody was told.</summary>
public sealed class PlaceReplay(string place, int seats, IReadOnlyList<Possession> possessions, IReadOnlyList<Stranger> strangers)
{
    /// <summary>The first instant at which more people surely had a seat than there are: it is always one at which somebody's begins.</summary>
    public IEnumerable<string> Oversold() => possessions
        .Where(possession => possession.SurelyFrom < possession.SurelyTo)
        .OrderBy(possession => possession.SurelyFrom)
        .Select(possession => (At: possession.SurelyFrom, Taken: Taken(possession.SurelyFrom, (other, at) => other.Surely(at))))
        .Where(instant => instant.Taken > seats)
        .Take(1)
        .Select(instant => string.Create(CultureInfo.InvariantCulture, $"At {instant.At:HH:mm:ss.fff} {instant.Taken} people had {place}, which has {seats} seats"));

    /// <summary>Whether the place may have been full at some instant of a span.</summary>
    public bool MayHaveBeenFull(DateTimeOffset from, DateTimeOffset to) => possessions
        .Select(possession => possession.MaybeFrom)
        .Where(begun => begun > from && begun <= to)
        .Prepend(from)
        .Any(at => Taken(at, (possession, then) => possession.Maybe(then)) >= seats);

    private int Taken(DateTimeOffset at, Func<Possession, DateTimeOffset, bool> taken) =>
        possessions.Count(possession => taken(possession, at)) + strangers.Count(stranger => at < stranger.Until);
}
