using System.Diagnostics;
using Azure.Data.Tables;
using EGov.Benchmarks.Reports;
using EGov.Functions.Adapters.Tables;
using EGov.Testing;

namespace EGov.Benchmarks.Scenarios;

/// <summary>
/// Two stacks side by side, one with a thousand booked seats and one with a million, measured in turn: bookings, availability, and what the bare
/// SDK needs for the range of rows that availability reads. Both storages keep everything in memory; on disk Azurite writes all of it anew
/// every five seconds.
/// </summary>
internal sealed class BookingScaleScenario : IScenario
{
    private const int Few = 1_000;
    private const int Many = 1_000_000;
    private const int Clients = 16;

    /// <summary>The office whose range is read bare.</summary>
    private const string Service = "hkic", Office = "RKO";

    public string Name => "booking-scale";

    public string Question => "Are bookings and availability as fast with a million booked seats as with a thousand?";

    public async Task<ScenarioResult> RunAsync(BenchOptions options, TextWriter progress, CancellationToken cancellation)
    {
        await using var many = await FilledStack.StartAsync(Many, progress, cancellation);
        await using var few = await FilledStack.StartAsync(Few, progress, cancellation);
        List<Comparison> comparisons =
        [
            await CompareAsync($"bookings, {Clients} clients", stack => stack.BookAsync),
            await CompareAsync($"slots of a day, {Clients} clients", stack => stack.Slots.AskAsync),
            await CompareAsync($"days of a service, {Clients} clients", stack => stack.Days.AskAsync),
            await CompareAsync("bare SDK, the range of an office", stack => stack.ReadRangeAsync),
        ];
        return new ScenarioResult(
            Name,
            Question,
            comparisons,
            [
                .. comparisons.Select(comparison => new Fact($"{comparison.Title}: with {Many} seats / with {Few}", comparison.Ratios[0].Median, "", "0.9 or more")),
                new Fact("sessions' rows", many.Booked.Rows, $"for {many.Booked.Seats} seats; {few.Booked.Rows} for {few.Booked.Seats}"),
                new Fact("seeding", many.Seeding.TotalSeconds, "s"),
            ],
            []);

        Task<Comparison> CompareAsync(string title, Func<FilledStack, Func<CancellationToken, Task>> act)
        {
            return Rounds.RunAsync(title, "a second", [On($"{Many} booked", many), On($"{Few} booked", few)], options.Rounds, progress, cancellation);

            Contender On(string name, FilledStack stack) => new(name, async token =>
            {
                await stack.Stack.SettleAsync(token);
                return await Load.RateAsync(Clients, options.Slice, _ => act(stack)(token), token);
            });
        }
    }

    /// <summary>A stack with seats that were booked before it began.</summary>
    private sealed class FilledStack(LocalStack stack, BookedSessions booked, TimeSpan seeding, IReadOnlyList<FreeSlot> slots) : IAsyncDisposable
    {
        private readonly AppointmentsApi _appointments = new(stack.Http, stack.ApiBase);
        private readonly SeatSupply _seats = SeatSupply.Of(slots.Where(slot => !booked.Has(slot.Slot.Service, slot.Slot.Office, slot.Slot.Date)));
        private readonly TableClient _sessions = new(stack.ConnectionString, TableNames.Sessions);

        public LocalStack Stack => stack;

        public BookedSessions Booked => booked;

        public TimeSpan Seeding => seeding;

        public AvailabilityQuestions Slots { get; } = AvailabilityQuestions.Slots(stack.Http, stack.ApiBase, slots);

        public AvailabilityQuestions Days { get; } = AvailabilityQuestions.Days(stack.Http, stack.ApiBase, slots);

        public static async Task<FilledStack> StartAsync(int seats, TextWriter progress, CancellationToken cancellation)
        {
            var stack = await LocalStack.StartAsync(new LocalStackOptions { StorageInMemory = true }, cancellation);
            try
            {
                // What there is to book is looked up before anything is booked, so that both stacks are asked the same.
                var slots = await BookableSlots.AllAsync(new AppointmentsApi(stack.Http, stack.ApiBase), cancellation);
                var clock = Stopwatch.StartNew();
                var booked = new BookedSessions();
                await booked.WriteAsync(stack.ConnectionString, seats, cancellation);
                await progress.WriteLineAsync(FormattableString.Invariant($"{booked.Seats} seats booked in {booked.Rows} sessions, {clock.Elapsed.TotalSeconds:0} s"));
                return new FilledStack(stack, booked, clock.Elapsed, slots);
            }
            catch
            {
                await stack.DisposeAsync();
                throw;
            }
        }

        public Task<string> BookAsync(CancellationToken cancellation) => _appointments.BookAsync(_seats.Next(), cancellation);

        public async Task ReadRangeAsync(CancellationToken cancellation)
        {
            var today = SessionRows.Key(new Domain.Appointments.SessionKey(Service, Office, Domain.HongKong.DateOf(DateTimeOffset.UtcNow), ""));
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {SessionRows.Partition(Service, Office)} and RowKey ge {today}");
            await foreach (var _ in _sessions.QueryAsync<TableEntity>(filter, select: SessionRows.CountsOnly, cancellationToken: cancellation))
            {
            }
        }

        public ValueTask DisposeAsync() => stack.DisposeAsync();
    }
}
