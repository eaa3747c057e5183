using System.Collections.Concurrent;
using Azure.Data.Tables;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Hosting;

namespace EGov.Functions.Adapters.Tables;

/// <summary>
/// Sessions: partition = service and office, row = date and session. A session has at most 640 seats, so its row stays far below its limit and
/// costs the same whether a thousand seats are booked in all or a million. What is free is a range of rows from today on, counts only;
/// an office's day is the range of that date.
/// </summary>
public sealed class TableSessionBook(StorageClients storage, TimeProvider time) : ISessionBook
{
    /// <summary>Desks that this process keeps; beyond it all are forgotten, which costs each a reading.</summary>
    private const int MostDesks = 10_000;

    private readonly TableClient _table = storage.Tables.GetTableClient(TableNames.Sessions);
    private readonly ConcurrentDictionary<SessionKey, SessionDesk> _desks = new();
    private readonly Fresh<(string Service, string Office), IReadOnlyDictionary<(DateOnly Date, string Session), SeatCounts>> _counts =
        new(time, TimeSpan.FromSeconds(1), MostDesks, longest: TimeSpan.FromMilliseconds(1_500));

    public Task<T> DecideAsync<T>(SessionKey session, Func<SessionSeats, Decision<T>> decide, CancellationToken cancellation)
    {
        if (_desks.Count > MostDesks)
        {
            // A desk at work finishes what it has; the row's ETag keeps two desks of one session apart.
            _desks.Clear();
        }

        // Once asked it is decided, whether the caller waits for it or not: the write may serve others too.
        return _desks.GetOrAdd(session, key => new SessionDesk(_table, key, time)).DecideAsync(decide).WaitAsync(cancellation);
    }

    public Task<IReadOnlyDictionary<(DateOnly Date, string Session), SeatCounts>> CountsAsync(
        string service,
        string office,
        CancellationToken cancellation) =>
        _counts.GetAsync((service, office), () => FreshCountsAsync(service, office, CancellationToken.None)).WaitAsync(cancellation);

    public async Task<IReadOnlyDictionary<string, SessionSeats>> DayAsync(string service, string office, DateOnly date, CancellationToken cancellation)
    {
        var sessions = new Dictionary<string, SessionSeats>();
        var filter = Entities.Range(SessionRows.Partition(service, office), SessionRows.Key(new SessionKey(service, office, date, "")));
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            sessions.Add(SessionRows.Parse(row.RowKey).Session, SessionRows.Seats(row));
        }

        return sessions;
    }

    public async Task<IReadOnlyDictionary<(DateOnly Date, string Session), SessionTally>> TalliesAsync(
        string service,
        string office,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellation)
    {
        var (partition, first, after) = (
            SessionRows.Partition(service, office),
            SessionRows.Key(new SessionKey(service, office, from, "")),
            SessionRows.Key(new SessionKey(service, office, to, "~")));
        var tallies = new Dictionary<(DateOnly, string), SessionTally>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {after}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, select: SessionRows.TallyOnly, cancellationToken: cancellation))
        {
            tallies.Add(SessionRows.Parse(row.RowKey), SessionRows.Tally(row));
        }

        return tallies;
    }

    public async Task<IReadOnlyDictionary<(DateOnly Date, string Session), SeatCounts>> FreshCountsAsync(
        string service,
        string office,
        CancellationToken cancellation)
    {
        var today = SessionRows.Key(new SessionKey(service, office, HongKong.DateOf(time.GetUtcNow()), ""));
        var partition = SessionRows.Partition(service, office);
        var counts = new Dictionary<(DateOnly, string), SeatCounts>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {today}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, select: SessionRows.CountsOnly, cancellationToken: cancellation))
        {
            counts.Add(SessionRows.Parse(row.RowKey), SessionRows.Counts(row));
        }

        return counts;
    }
}
