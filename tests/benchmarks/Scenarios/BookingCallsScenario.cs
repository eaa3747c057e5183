using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using EGov.Benchmarks.Reports;
using EGov.Testing;

namespace EGov.Benchmarks.Scenarios;

/// <summary>
/// Counts the requests to storage, by a policy in the Azure SDK's pipeline, that holds and confirmations make for each confirmed booking: alone,
/// and while everybody wants the last tenth of one day's seats. There, what the refused cost is shared by those who got a seat.
/// </summary>
internal sealed class BookingCallsScenario : IScenario
{
    private const string Service = "hkic";
    private const int Quiet = 200;
    private const double FullAtFirst = 0.9;
    private const double Aim = 3;
    private const double Most = 6;

    /// <summary>What a booking sets going: its line in a list of whoever was signed in.</summary>
    private static readonly string[] Background = ["RecordAppointment", "SettleAppointment"];

    public string Name => "booking-calls";

    public string Question => "How many storage calls does a confirmed booking cost, alone and when everybody wants the last seats?";

    public async Task<ScenarioResult> RunAsync(BenchOptions options, TextWriter progress, CancellationToken cancellation)
    {
        await using var stack = await LocalStack.StartAsync(StorageCalls.Counting, cancellation);
        var appointments = new AppointmentsApi(stack.Http, stack.ApiBase);
        var slots = await BookableSlots.AllAsync(appointments, cancellation);
        var days = new Queue<IGrouping<string, FreeSlot>>(slots.Where(slot => slot.Slot.Service == Service).GroupBy(slot => slot.Slot.Date));
        List<Fact> facts = [];
        List<string> failures = [];

        var alone = SeatSupply.Of(days.Dequeue());
        Judge("alone, sessions untouched before", Quiet, await CountAsync(() => BookAsync(alone, Quiet, 1)));
        Judge("alone, sessions known", Quiet, await CountAsync(() => BookAsync(alone, Quiet, 1)));
        foreach (var clients in options.Clients.Where(clients => clients > 1))
        {
            var day = days.Dequeue();
            var seats = day.Sum(slot => slot.Free);
            await BookAsync(SeatSupply.Of(day), (int)(seats * FullAtFirst), 16);
            var rush = new Rush(appointments, day.Key);
            var calls = await CountAsync(() => rush.RunAsync(clients, cancellation));
            Judge(string.Create(CultureInfo.InvariantCulture, $"{clients} clients, {seats} seats, {FullAtFirst:P0} taken before"), rush.Booked, calls);
            facts.Add(new Fact($"{clients} clients: refused attempts for each booking", (double)rush.Refused / rush.Booked, ""));
            facts.Add(new Fact($"{clients} clients: calls of availability", calls.Of("ListSlots") + calls.Of("ListAvailability"), "altogether"));
        }

        return new ScenarioResult(Name, Question, [], facts, failures);

        Task BookAsync(SeatSupply seats, int count, int clients) => Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = clients, CancellationToken = cancellation },
            async (_, token) => await appointments.BookAsync(seats.Next(), token));

        async Task<StorageCalls> CountAsync(Func<Task> act)
        {
            var before = await StorageCalls.ReadAsync(stack, cancellation);
            await act();
            await stack.SettleAsync(cancellation);
            return (await StorageCalls.ReadAsync(stack, cancellation)).Since(before);
        }

        void Judge(string how, int booked, StorageCalls calls)
        {
            var each = (calls.Of("HoldSlot") + calls.Of("ConfirmAppointment")) / (double)booked;
            facts.Add(new Fact($"{how}: calls for each of {booked} bookings", each, "", $"{Aim}, never more than {Most}"));
            facts.Add(new Fact($"{how}: calls that followed in the background", Background.Sum(calls.Of) / (double)booked, "for each"));
            if (each > Most)
            {
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{how}: a booking cost {each:0.00} storage calls; {Most} is the most"));
            }
        }
    }

    /// <summary>People who want one day's seats, and whoever finds a slot taken looks again and tries another one, until none is left.</summary>
    private sealed class Rush(AppointmentsApi appointments, string date)
    {
        private readonly ConcurrentBag<string> _booked = [];
        private int _refused;

        public int Booked => _booked.Count;

        public int Refused => _refused;

        public Task RunAsync(int clients, CancellationToken cancellation) =>
            Task.WhenAll(Enumerable.Range(0, clients).Select(client => RunAsync(new Random(client), cancellation)));

        private async Task RunAsync(Random random, CancellationToken cancellation)
        {
            var person = Bookings.Somebody("lost");
            while (await FreeAsync(person, cancellation) is { Count: > 0 } free)
            {
                var held = await appointments.HoldAsync(person, free[random.Next(free.Count)].Slot, Guid.NewGuid().ToString("N"), cancellation);
                if (held.Status is HttpStatusCode.Created)
                {
                    _booked.Add(await appointments.ConfirmedAsync(held, cancellation));
                    person = Bookings.Somebody("lost");
                }
                else if (held.Refusal is "slot-taken")
                {
                    Interlocked.Increment(ref _refused);
                }
                else
                {
                    throw new InvalidOperationException($"A hold was refused: {(int)held.Status} {held.Body}");
                }
            }
        }

        private async Task<List<FreeSlot>> FreeAsync(Applicant person, CancellationToken cancellation) =>
            [.. BookableSlots.Read(Service, person.Class, date, await appointments.SlotsAsync(date, $"service={Service}&class={person.Class}", cancellation))];
    }
}
