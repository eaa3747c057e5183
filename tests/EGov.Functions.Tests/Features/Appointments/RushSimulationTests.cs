using System.Globalization;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Tests.Adapters;

namespace EGov.Functions.Tests.Features.Appointments;

/// <summary>A whole rush through two processes: two thousand people before the minute, three hundred after it.</summary>
public sealed class RushSimulationTests(AzuriteServer azurite)
{
    private const int Early = 2000, Late = 300, PerMinute = 100, Together = 64;

    [Fact]
    public async Task Of_those_before_the_minute_chance_decides_and_those_after_it_come_in_turn_and_nobody_is_admitted_early()
    {
        var one = await RushWorld.BeginAsync(azurite, PerMinute);
        RushWorld[] processes = [one, await one.AnotherAsync(azurite)];
        var early = await JoinAsync(processes, Enumerable.Range(0, Early));
        one.Time.SetUtcNow(RushWorld.Release);
        var late = await JoinAsync(processes, Enumerable.Range(Early, Late));

        one.Time.SetUtcNow(RushWorld.Release.AddSeconds(2));
        var places = await PlacesAsync(processes, early);
        var latePlaces = await PlacesAsync(processes, late);

        // Everybody has a place of their own, and whoever came before the minute comes before whoever came after it.
        Assert.Equal(Early + Late, places.Concat(latePlaces).Select(place => place.Place).Distinct().Count());
        Assert.True(places.Max(place => place.Place) < latePlaces.Min(place => place.Place));

        // Spearman's coefficient of chance alone has a deviation of 1 / sqrt(n - 1): five of them are one in two million.
        var chance = Correlation([.. early.Select(ticket => ticket.Number)], [.. places.Select(place => place.Place!.Value)]);
        Assert.InRange(chance, -5 / Math.Sqrt(Early - 1), 5 / Math.Sqrt(Early - 1));
        Assert.Equal(1, Correlation([.. late.Select(ticket => ticket.Number)], [.. latePlaces.Select(place => place.Place!.Value)]), 9);

        await NobodyIsEarlyAsync(processes, [.. early, .. late], [.. places, .. latePlaces]);
    }

    /// <summary>As the minutes go by, exactly those are admitted whose place it is; a hold says the same to some of both.</summary>
    private static async Task NobodyIsEarlyAsync(RushWorld[] processes, List<Ticket> tickets, List<QueuePlace> places)
    {
        foreach (var minutes in new[] { 1, 7, 19 })
        {
            processes[0].Time.SetUtcNow(RushWorld.Release.AddMinutes(minutes));
            var now = await PlacesAsync(processes, tickets);
            Assert.Equal(now.Select(place => place.Place), places.Select(place => place.Place));
            Assert.All(now, place => Assert.Equal(place.Place <= PerMinute * minutes, place.Status is QueueStatus.Admitted));
            Assert.All(now, place => Assert.Equal(Math.Max(0, place.Place!.Value - 1 - (PerMinute * minutes)), place.Ahead));

            var next = places.FindIndex(place => place.Place > PerMinute * minutes);
            var last = places.FindIndex(place => place.Place == places.Where(one => one.Place <= PerMinute * minutes).Max(one => one.Place));
            (await processes[0].HoldAsync(tickets[next].Document, tickets[next].Text)).Refuses("not-your-turn");
            (await processes[1].HoldAsync(tickets[last].Document, tickets[last].Text)).Is(201);
        }
    }

    private static Task<List<Ticket>> JoinAsync(RushWorld[] processes, IEnumerable<int> people) => TogetherAsync(people, async person =>
    {
        var document = string.Create(CultureInfo.InvariantCulture, $"K{1_000_000 + person}");
        var text = await processes[person % processes.Length].TicketAsync(document);
        return new Ticket(document, text, new QueueTickets(new TestSecrets()).Read(text).Value.Number);
    });

    private static Task<List<QueuePlace>> PlacesAsync(RushWorld[] processes, List<Ticket> tickets) => TogetherAsync(tickets, async ticket =>
    {
        var answer = (await processes[ticket.Number % processes.Length].PlaceAsync(ticket.Text)).Is(200);
        return System.Text.Json.JsonSerializer.Deserialize<QueuePlace>(answer.Body, EGov.Functions.Hosting.Json.Options)!;
    });

    private static async Task<List<TOut>> TogetherAsync<TIn, TOut>(IEnumerable<TIn> all, Func<TIn, Task<TOut>> act)
    {
        using var room = new SemaphoreSlim(Together);
        return [.. await Task.WhenAll(all.Select(async one =>
        {
            await room.WaitAsync();
            try
            {
                return await act(one);
            }
            finally
            {
                room.Release();
            }
        }))];
    }

    private static double Correlation(double[] one, double[] other)
    {
        var (ranksOfOne, ranksOfOther) = (Ranks(one), Ranks(other));
        var middle = (one.Length - 1) / 2d;
        return ranksOfOne.Zip(ranksOfOther).Sum(pair => (pair.First - middle) * (pair.Second - middle)) / ranksOfOne.Sum(rank => (rank - middle) * (rank - middle));
    }

    private static double[] Ranks(double[] values)
    {
        var ranks = new double[values.Length];
        foreach (var (index, rank) in Enumerable.Range(0, values.Length).OrderBy(index => values[index]).Select((index, rank) => (index, rank)))
        {
            ranks[index] = rank;
        }

        return ranks;
    }

    private sealed record Ticket(string Document, string Text, int Number);
}
