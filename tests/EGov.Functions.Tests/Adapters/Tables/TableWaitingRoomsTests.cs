using Azure.Core;
using Azure.Core.Pipeline;
using EGov.Domain.Appointments;
using EGov.Functions.Adapters.Tables;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableWaitingRoomsTests(AzuriteServer azurite)
{
    private static readonly DateTimeOffset _release = new(2026, 12, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(_release.AddMinutes(-10));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_comes_again_has_the_number_they_had()
    {
        var rush = Room();
        var (one, other) = (await RoomsAsync(), await RoomsAsync());

        var first = await one.NumberAsync(rush, "person-1", Cancellation);
        var second = await one.NumberAsync(rush, "person-2", Cancellation);

        Assert.NotEqual(first, second);
        Assert.Equal(first, await one.NumberAsync(rush, "person-1", Cancellation));
        Assert.Equal(second, await other.NumberAsync(rush, "person-2", Cancellation));
    }

    [Fact]
    public async Task A_person_who_comes_many_times_at_once_has_one_number()
    {
        var rush = Room();
        var rooms = await Task.WhenAll(RoomsAsync(), RoomsAsync());

        var numbers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => rooms[i % 2].NumberAsync(rush, "person", Cancellation)));

        Assert.Single(numbers.Distinct());
    }

    [Fact]
    public async Task However_many_processes_people_come_to_no_number_is_given_twice()
    {
        const int People = 400;
        var rush = Room();
        var rooms = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RoomsAsync()));

        var numbers = await Task.WhenAll(Enumerable.Range(0, People).Select(i => rooms[i % 4].NumberAsync(rush, $"{i}-person", Cancellation)));

        Assert.Equal(People, numbers.Distinct().Count());
        var queue = await (await RoomsAsync()).QueueAsync(rush, Cancellation);
        Assert.InRange(queue.Given, People, 2 * People);
        Assert.All(numbers, number => Assert.InRange(number, 0, queue.Given - 1));
    }

    [Fact]
    public async Task However_many_people_come_the_count_is_written_forty_times_a_second_at_most()
    {
        var rush = Room();
        var writes = new WritesOfTheCount();
        var rooms = await RoomsAsync(writes);
        var begun = TimeProvider.System.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => rooms.NumberAsync(rush, $"{i}-person", Cancellation)));

        var most = 2 + (TimeProvider.System.GetElapsedTime(begun) / ArrivalDesk.Gathering);
        Assert.InRange(writes.Count, 1, most);
        TestContext.Current.TestOutputHelper?.WriteLine($"{writes.Count} writes for 400 people");
    }

    [Fact]
    public async Task Nobody_knows_an_order_before_the_release_and_after_it_all_know_the_same()
    {
        var rush = Room();
        var rooms = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RoomsAsync()));
        for (var i = 0; i < 5; i++)
        {
            await rooms[i].NumberAsync(rush, $"{i}-person", Cancellation);
        }

        Assert.Null((await rooms[0].QueueAsync(rush, Cancellation)).Draw);
        _time.SetUtcNow(_release);
        var drawn = await Task.WhenAll(rooms.Select(room => room.QueueAsync(rush, Cancellation)));

        Assert.All(drawn, queue => Assert.Equal(5, queue.Draw?.Among));
        Assert.Single(drawn.Select(queue => Convert.ToHexString(queue.Draw!.Seed.Span)).Distinct());
    }

    [Fact]
    public async Task Whoever_comes_from_the_release_on_comes_after_the_draw_even_when_nobody_has_asked_for_it()
    {
        var rush = Room();
        var (one, other) = (await RoomsAsync(), await RoomsAsync());
        await one.NumberAsync(rush, "1-person", Cancellation);
        await other.NumberAsync(rush, "2-person", Cancellation);
        _time.SetUtcNow(_release);

        Assert.Equal(2, await one.NumberAsync(rush, "3-person", Cancellation));
        Assert.Equal(3, await other.NumberAsync(rush, "4-person", Cancellation));

        Assert.Equal((4, 2), Among(await other.QueueAsync(rush, Cancellation)));
    }

    [Fact]
    public async Task A_release_to_which_nobody_came_before_its_time_is_in_the_order_of_arrival()
    {
        var rush = Room();
        _time.SetUtcNow(_release.AddSeconds(1));
        var rooms = await RoomsAsync();

        Assert.Equal(0, await rooms.NumberAsync(rush, "1-person", Cancellation));
        Assert.Equal(1, await rooms.NumberAsync(rush, "2-person", Cancellation));
        Assert.Equal((2, 0), Among(await rooms.QueueAsync(rush, Cancellation)));
    }

    [Fact]
    public async Task Two_releases_have_nothing_in_common()
    {
        var (one, other) = (Room(), Room());
        var rooms = await RoomsAsync();
        await rooms.NumberAsync(one, "1-person", Cancellation);

        Assert.Equal(0, await rooms.NumberAsync(other, "2-person", Cancellation));
        Assert.Equal(0, await rooms.NumberAsync(one with { ReleaseAt = _release.AddDays(1) }, "3-person", Cancellation));
    }

    [Fact]
    public async Task What_is_forgotten_is_all_of_a_services_earlier_releases_and_nothing_else()
    {
        var old = Room();
        var recent = old with { ReleaseAt = _release.AddDays(1) };
        var other = old with { Service = $"{old.Service}-x" };
        var rooms = await RoomsAsync();
        for (var i = 0; i < 120; i++)
        {
            // All in one partition, and more than one transaction takes.
            await rooms.NumberAsync(old, $"p{i}", Cancellation);
        }

        await rooms.NumberAsync(old, "q", Cancellation);
        await rooms.NumberAsync(recent, "p", Cancellation);
        await rooms.NumberAsync(other, "p", Cancellation);

        await rooms.ForgetAsync(old.Service, _release.AddMinutes(1), Cancellation);
        await rooms.ForgetAsync(old.Service, _release.AddMinutes(1), Cancellation);

        var fresh = await RoomsAsync();
        Assert.Equal(RushQueue.Nobody, await fresh.QueueAsync(old, Cancellation));
        Assert.Equal(0, await fresh.NumberAsync(old, "p7", Cancellation));
        Assert.Equal((1, 1), ((await fresh.QueueAsync(recent, Cancellation)).Given, (await fresh.QueueAsync(other, Cancellation)).Given));
    }

    private static (int Given, int? Among) Among(RushQueue queue) => (queue.Given, queue.Draw?.Among);

    private static Rush Room() => new(Samples.Name("service"), _release, new RushRule(15, 20, 100, NewDates: false));

    private async Task<TableWaitingRooms> RoomsAsync(params HttpPipelinePolicy[] policies) => new(await azurite.ConnectAsync(policies), _time);

    private sealed class WritesOfTheCount : HttpPipelineSynchronousPolicy
    {
        private int _count;

        public int Count => _count;

        /// <summary>The first one adds the row, all others replace it by its address.</summary>
        public override void OnSendingRequest(HttpMessage message)
        {
            if (message.Request.Method == RequestMethod.Put)
            {
                Interlocked.Increment(ref _count);
            }
        }
    }
}
