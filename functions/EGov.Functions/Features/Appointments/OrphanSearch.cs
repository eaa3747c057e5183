using System.Collections.Concurrent;
using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>Finds bookings that rules have no place for. It reads the sessions of a department from today on, so it is for officers and timers alone.</summary>
public sealed class OrphanSearch(ISessionBook book, TimeProvider time)
{
    private const int AtOnce = 8;

    /// <summary>What a department's rules would orphan if they took the place of those before.</summary>
    public Task<IReadOnlyList<OrphanedSeats>> OfChangeAsync(RuleBook before, RuleBook after, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return SearchAsync(
            before,
            async (key, _, stop) =>
            {
                var (plan, next) = (before.Plan(key), after.Plan(key));
                return plan is null || plan == next
                    ? new OrphanedSeats(key, 0)
                    : await book.DecideAsync(key, session => new Decision<OrphanedSeats>(null, OrphanedSeats.OfChange(session, plan, next, now), OnFresh: true), stop);
            },
            cancellation);
    }

    /// <summary>What a department's rules have no place for as they are.</summary>
    public Task<IReadOnlyList<OrphanedSeats>> UnderAsync(RuleBook rules, CancellationToken cancellation) =>
        SearchAsync(rules, (key, counts, _) => ValueTask.FromResult(OrphanedSeats.Under(key, counts, rules.Plan(key))), cancellation);

    private async Task<IReadOnlyList<OrphanedSeats>> SearchAsync(
        RuleBook rules,
        Func<SessionKey, SeatCounts, CancellationToken, ValueTask<OrphanedSeats>> look,
        CancellationToken cancellation)
    {
        var orphans = new ConcurrentBag<OrphanedSeats>();
        var rows =
            from service in rules.Services
            from office in service.Schedules.Select(schedule => schedule.Office).Distinct()
            select (Service: service.Id, Office: office);
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (row, stop) =>
        {
            foreach (var ((date, session), counts) in await book.FreshCountsAsync(row.Service, row.Office, stop))
            {
                if (await look(new SessionKey(row.Service, row.Office, date, session), counts, stop) is { Seats: > 0 } orphaned)
                {
                    orphans.Add(orphaned);
                }
            }
        });
        return [.. orphans.OrderBy(one => one.Session.Date).ThenBy(one => one.Session.Service, StringComparer.Ordinal).ThenBy(one => one.Session.Office, StringComparer.Ordinal)];
    }
}
