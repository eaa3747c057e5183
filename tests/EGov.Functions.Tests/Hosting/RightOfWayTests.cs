using EGov.Functions.Hosting;

namespace EGov.Functions.Tests.Hosting;

public sealed class RightOfWayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly SkippedTime _time = new();
    private readonly TaskCompletionSource _answer = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_nobody_comes_nobody_waits()
    {
        await new RightOfWay(_time).GiveWayAsync(Patience, Cancellation);

        Assert.Equal(TimeSpan.Zero, _time.Skipped);
    }

    [Fact]
    public async Task While_somebody_waits_for_an_answer_the_rest_waits_until_its_patience_is_over()
    {
        var way = new RightOfWay(_time);
        var inside = TakeAsync(way);

        await way.GiveWayAsync(Patience, Cancellation);

        Assert.Equal(Patience, _time.Skipped);
        _answer.SetResult();
        Assert.Equal("answer", await inside);
    }

    [Fact]
    public async Task The_gap_between_two_calls_of_one_client_is_none_and_a_longer_one_is()
    {
        var way = new RightOfWay(_time);
        _answer.SetResult();
        await TakeAsync(way);

        await way.GiveWayAsync(TimeSpan.FromMilliseconds(50), Cancellation);

        Assert.Equal(TimeSpan.FromMilliseconds(5), _time.Skipped);
    }

    [Fact]
    public async Task A_call_that_fails_has_passed()
    {
        var way = new RightOfWay(_time);
        await Assert.ThrowsAsync<FormatException>(() => way.TakeAsync<string>(() => throw new FormatException()));
        _time.Skip(TimeSpan.FromSeconds(1));

        await way.GiveWayAsync(Patience, Cancellation);

        Assert.Equal(TimeSpan.FromSeconds(1), _time.Skipped);
    }

    private Task<string> TakeAsync(RightOfWay way) => way.TakeAsync(async () =>
    {
        await _answer.Task;
        return "answer";
    });

    /// <summary>Whoever waits is there at once, and the time has passed.</summary>
    private sealed class SkippedTime : TimeProvider
    {
        public TimeSpan Skipped { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Skipped.Ticks;

        public void Skip(TimeSpan time) => Skipped += time;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Skip(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
