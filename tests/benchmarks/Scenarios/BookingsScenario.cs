using EGov.Benchmarks.Reports;
using EGov.Testing;

namespace EGov.Benchmarks.Scenarios;

/// <summary>
/// Bookings a second over HTTP, each a hold and its confirmation by a person of its own, spread over services, offices and dates; in the same
/// rounds the bare SDK inserts copies of an appointment's row into the same Azurite. Before each slice the bus is empty; while ours works, its
/// events go on beside it, which the bare SDK has not. Storage is in memory: on disk Azurite writes all it has anew every five seconds, as no table service does.
/// </summary>
internal sealed class BookingsScenario : IScenario
{
    /// <summary>What Easy!Appointments books a second on two cores.</summary>
    private const double Reference = 60;

    public string Name => "bookings";

    public string Question => "How many appointments a second are held and confirmed, compared with bare writes of a row?";

    public async Task<ScenarioResult> RunAsync(BenchOptions options, TextWriter progress, CancellationToken cancellation)
    {
        await using var stack = await LocalStack.StartAsync(new LocalStackOptions { StorageInMemory = true }, cancellation);
        var appointments = new AppointmentsApi(stack.Http, stack.ApiBase);
        var seats = await SeatSupply.OpenAsync(appointments, cancellation);
        await appointments.BookAsync(seats.Next(), cancellation);
        var raw = await RawTable.LikeAsync(stack.ConnectionString, "Appointments", cancellation);

        var processors = new ProcessorTime(stack);
        var comparisons = new List<Comparison>();
        foreach (var clients in options.Clients)
        {
            comparisons.Add(await Rounds.RunAsync(
                $"{clients} clients",
                "a second",
                [
                    new("bookings over HTTP", async token =>
                    {
                        await stack.SettleAsync(token);
                        return await processors.RateAsync(
                            options.Slice, () => Load.RateAsync(clients, options.Slice, _ => appointments.BookAsync(seats.Next(), token), token));
                    }),
                    new("bare SDK, one row", async token =>
                    {
                        await stack.SettleAsync(token);
                        return await Load.RateAsync(clients, options.Slice, _ => raw.InsertAsync(token), token);
                    }),
                ],
                options.Rounds,
                progress,
                cancellation));
        }

        return new ScenarioResult(
            Name,
            Question,
            comparisons,
            [
                .. comparisons.Select(comparison => new Fact($"{comparison.Title}: bookings / bare writes", comparison.Ratios[0].Median, "", "a booking is three writes")),
                .. comparisons.Select(comparison => new Fact($"{comparison.Title}: times the {Reference} a second of Easy!Appointments", comparison.Series[0].Median / Reference, "", "10 or more")),
                .. processors.Facts("booking"),
                new Fact("seats to book", seats.Seats, ""),
                new Fact("appointment's row", raw.RowLength, "bytes as JSON"),
            ],
            []);
    }
}
