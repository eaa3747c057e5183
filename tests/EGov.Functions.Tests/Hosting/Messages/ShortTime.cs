namespace EGov.Functions.Tests.Hosting.Messages;

/// <summary>Every pause is over at once, and known.</summary>
internal sealed class ShortTime : TimeProvider
{
    private long _passed;

    public List<TimeSpan> Pauses { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _passed;

    public void Pass(TimeSpan time) => _passed += time.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Pauses.Add(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
