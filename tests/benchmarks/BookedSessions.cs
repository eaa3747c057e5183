using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Azure.Data.Tables;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Appointments;

namespace EGov.Benchmarks;

/// <summary>
/// Writes full sessions past the platform, in its own shape: every second day of those that are offered today, then the days before today, until
/// so many seats are booked. Only sessions: the row of a seat's person is found by its key, never among others.
/// </summary>
internal sealed class BookedSessions
{
    /// <summary>A transaction holds four mebibytes.</summary>
    private const int RowsAtOnce = 24;

    private static readonly string[] s_services = ["hkic", "travel-document", "extension-of-stay"];

    private readonly HashSet<(string Service, string Office, string Date)> _days = [];

    public int Seats { get; private set; }

    public int Rows { get; private set; }

    /// <summary>Whether something was written of an office's day.</summary>
    public bool Has(string service, string office, string date) => _days.Contains((service, office, date));

    public async Task WriteAsync(string connectionString, int seats, CancellationToken cancellation)
    {
        var table = new TableClient(connectionString, TableNames.Sessions);
        var waiting = new Dictionary<string, List<TableTransactionAction>>();
        using var plans = Plans(ShippedRules.Read().Book, HongKong.DateOf(DateTimeOffset.UtcNow)).GetEnumerator();
        while (Seats < seats && plans.MoveNext())
        {
            var row = Full(plans.Current, seats - Seats);
            var batch = waiting.GetValueOrDefault(row.PartitionKey) ?? (waiting[row.PartitionKey] = []);
            batch.Add(new TableTransactionAction(TableTransactionActionType.Add, row));
            if (batch.Count == RowsAtOnce)
            {
                await table.SubmitTransactionAsync(batch, cancellation);
                batch.Clear();
            }
        }

        foreach (var batch in waiting.Values.Where(batch => batch.Count > 0))
        {
            await table.SubmitTransactionAsync(batch, cancellation);
        }
    }

    private static IEnumerable<SessionPlan> Plans(RuleBook rules, DateOnly today)
    {
        var services = s_services.Select(id => rules.Service(id)!).ToList();
        var offered = services.SelectMany(service => rules.DatesOffered(service, service.Classes[0].Id, today)).Distinct().Where((_, number) => number % 2 == 1);
        var before = Enumerable.Range(1, 20_000).Select(days => today.AddDays(-days));
        return from date in offered.Concat(before)
               from service in services
               from office in rules.Offices
               from plan in rules.Sessions(service, office.Id, date)
               select plan;
    }

    private TableEntity Full(SessionPlan plan, int most)
    {
        var seats = (from slot in Enumerable.Range(0, plan.Slots)
                     from number in Enumerable.Range(0, plan.Counters)
                     select new Seat(
                         slot, number, SeatState.Booked, new SeatOwner(Hash(9), Hash(16), Hash(9).ToUpperInvariant(), "lost"), DateTimeOffset.MaxValue, Hash(9))).Take(most).ToList();
        Seats += seats.Count;
        Rows++;
        _days.Add((plan.Key.Service, plan.Key.Office, plan.Key.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        return SessionRows.Write(plan.Key, SessionSeats.Untouched with { Seats = [.. seats] });
    }

    private static string Hash(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
