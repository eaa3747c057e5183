using EGov.Benchmarks.Reports;
using EGov.Testing;

namespace EGov.Benchmarks.Scenarios;

/// <summary>
/// Availability a second over HTTP: the days of a service and the slots of a day, asked for the first time and again with If-None-Match; in
/// the same rounds the bare SDK reads one row by its key from the same Azurite.
/// </summary>
internal sealed class AvailabilityScenario : IScenario
{
    /// <summary>What Easy!Appointments answers a second on two cores.</summary>
    private const double Reference = 270;

    private const int Booked = 500;

    private const string RawKey = "00000000";

    public string Name => "availability";

    public string Question => "How many times a second is availability answered, compared with bare reads of one row?";

    public async Task<ScenarioResult> RunAsync(BenchOptions options, TextWriter progress, CancellationToken cancellation)
    {
        await using var stack = await LocalStack.StartAsync(cancellation: cancellation);
        var appointments = new AppointmentsApi(stack.Http, stack.ApiBase);
        var slots = await BookableSlots.AllAsync(appointments, cancellation);
        var seats = SeatSupply.Of(slots);
        await Parallel.ForAsync(
            0,
            Booked,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellation },
            async (_, token) => await appointments.BookAsync(seats.Next(), token));
        var raw = await RawTable.LikeAsync(stack.ConnectionString, "Appointments", cancellation);
        await raw.InsertAsync(RawKey, cancellation);

        var (days, daysAgain) = (AvailabilityQuestions.Days(stack.Http, stack.ApiBase, slots), AvailabilityQuestions.Days(stack.Http, stack.ApiBase, slots));
        var (times, timesAgain) = (AvailabilityQuestions.Slots(stack.Http, stack.ApiBase, slots), AvailabilityQuestions.Slots(stack.Http, stack.ApiBase, slots));
        var processors = new ProcessorTime(stack);
        var comparisons = new List<Comparison>();
        foreach (var clients in options.Clients)
        {
            comparisons.Add(await Rounds.RunAsync(
                $"{clients} clients",
                "a second",
                [
                    Asking("slots of a day", times.AskAsync),
                    Asking("slots of a day, If-None-Match", timesAgain.AskAgainAsync),
                    Asking("days of a service", days.AskAsync),
                    Asking("days of a service, If-None-Match", daysAgain.AskAgainAsync),
                    new("bare SDK, one row", token => Load.RateAsync(clients, options.Slice, _ => raw.ReadAsync(RawKey, token), token)),
                ],
                options.Rounds,
                progress,
                cancellation));

            Contender Asking(string name, Func<CancellationToken, Task> ask) => new(
                name, token => processors.RateAsync(options.Slice, () => Load.RateAsync(clients, options.Slice, _ => ask(token), token)));
        }

        return new ScenarioResult(
            Name,
            Question,
            comparisons,
            [
                .. from comparison in comparisons
                   from series in comparison.Series.SkipLast(1)
                   select new Fact($"{comparison.Title}, {series.Name}: times the {Reference} a second of Easy!Appointments", series.Median / Reference, "", "20 or more"),
                .. processors.Facts("answer"),
                new Fact("answer with the slots of a day", times.MeanBytes, $"bytes, {times.Count} questions"),
                new Fact("answer with the days of a service", days.MeanBytes, $"bytes, {days.Count} questions"),
            ],
            []);
    }
}
