using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments.GetUtilisation;

/// <summary>Counts what the seats of offices came to: a range of rows for each service at each office, counts only.</summary>
public sealed class Utilisation(ISessionBook book, TimeProvider time)
{
    /// <summary>One line for each day and office that has sessions, in order.</summary>
    public async Task<IReadOnlyList<UtilisationLine>> OfAsync(RuleBook rules, UtilisationQuery query, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var lines = await Task.WhenAll(query.Places.Select(async place =>
        {
            var tallies = await book.TalliesAsync(place.Service.Id, place.Office, query.From, query.To, cancellation);
            var planned = Enumerable.Range(0, query.To.DayNumber - query.From.DayNumber + 1)
                .SelectMany(day => rules.Sessions(place.Service, place.Office, query.From.AddDays(day)))
                .ToDictionary(plan => (plan.Key.Date, plan.Key.Id));
            return planned.Keys.Union(tallies.Keys).Select(session => UtilisationLine.Of(
                place.Office,
                session.Date,
                planned.GetValueOrDefault(session),
                tallies.GetValueOrDefault(session, SessionTally.None),
                rules.Released(place.Service, session.Date, now)));
        }));
        return
        [
            .. lines.SelectMany(one => one)
                .GroupBy(line => (line.Date, line.Office))
                .Select(day => new UtilisationLine(day.Key.Date, day.Key.Office, UtilisationFigures.Total(day)))
                .OrderBy(line => line.Date)
                .ThenBy(line => line.Office, StringComparer.Ordinal),
        ];
    }
}

/// <summary>What seats came to.</summary>
/// <param name="Seats">All that there were: as officers set them, else as the rules plan.</param>
/// <param name="Released">Those that the public could have by now.</param>
/// <param name="Closed">Those that nobody can have because the office is closed.</param>
/// <param name="Booked">Taken for good: expected, arrived, missed, or of other channels.</param>
/// <param name="Expected">Nobody has noted yet whether they came.</param>
/// <param name="OtherChannels">Given out by the department's other channels: nobody notes here whether those people came.</param>
/// <param name="WalkIns">Of the booked ones, those given at the office.</param>
public record UtilisationFigures(int Seats, int Released, int Closed, int Booked, int Expected, int Arrived, int Missed, int OtherChannels, int WalkIns)
{
    /// <summary>Booked of those that somebody could have, with one decimal; null when there were none.</summary>
    public decimal? UtilisationPercent => Percent(Booked, Seats - Closed);

    /// <summary>Missed of those whose visit was noted, with one decimal; null when none was.</summary>
    public decimal? NoShowPercent => Percent(Missed, Arrived + Missed);

    internal static UtilisationFigures Total(IEnumerable<UtilisationFigures> figures) => figures.Aggregate(
        new UtilisationFigures(0, 0, 0, 0, 0, 0, 0, 0, 0),
        (sum, one) => new UtilisationFigures(
            sum.Seats + one.Seats,
            sum.Released + one.Released,
            sum.Closed + one.Closed,
            sum.Booked + one.Booked,
            sum.Expected + one.Expected,
            sum.Arrived + one.Arrived,
            sum.Missed + one.Missed,
            sum.OtherChannels + one.OtherChannels,
            sum.WalkIns + one.WalkIns));

    private static decimal? Percent(int part, int whole) =>
        whole <= 0 ? null : Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero);
}

/// <summary>An office's day.</summary>
public sealed record UtilisationLine : UtilisationFigures
{
    internal UtilisationLine(DateOnly date, string office, UtilisationFigures figures)
        : base(figures) => (Date, Office) = (date, office);

    public DateOnly Date { get; }

    public string Office { get; }

    /// <param name="plan">Null when the rules have the session no more: then only what was booked is left of it.</param>
    internal static UtilisationLine Of(string office, DateOnly date, SessionPlan? plan, SessionTally tally, ReleasedShare released)
    {
        var counts = tally.Counts;
        var booked = counts.Slots.Values.Sum(slot => slot.Booked);
        var seats = counts.Quota ?? plan?.Counters ?? 0;
        var slots = plan?.Slots ?? 0;
        var closed = Enumerable.Range(0, slots)
            .Where(slot => counts.Closed.Any(one => one.Covers(slot)))
            .Sum(slot => Math.Max(0, seats - (counts.Slots.TryGetValue(slot, out var taken) ? taken.Booked : 0)));
        return new(date, office, new UtilisationFigures(
            plan is null ? booked : seats * slots,
            plan is null ? booked : released.Of(seats) * slots,
            closed,
            booked,
            booked - tally.Arrived - tally.Missed - tally.OtherChannels,
            tally.Arrived,
            tally.Missed,
            tally.OtherChannels,
            tally.WalkIns));
    }
}
