using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Hosting.Telemetry;

public sealed class TimelinessTests : IDisposable
{
    private static readonly DateTimeOffset Happened = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Happened);
    private readonly Measures _measures;

    public TimelinessTests() => _measures = new Measures(_time);

    public void Dispose() => _measures.Dispose();

    [Theory]
    [InlineData(59_999, "late=false")]
    [InlineData(60_000, "late=true")]
    public void A_submission_is_handed_over_late_after_a_minute(int milliseconds, string tag)
    {
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        _measures.Timeliness.HandedOver(Happened);

        Assert.Equal([("egov.handover.duration", milliseconds / 1000.0, ""), ("egov.handover.count", 1, tag)], _measures.Heard);
    }

    [Theory]
    [InlineData(9_999, "late=false")]
    [InlineData(10_000, "late=true")]
    public void A_notice_is_late_after_ten_seconds(int milliseconds, string tag)
    {
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        _measures.Timeliness.Told(Happened);

        Assert.Equal([("egov.notice.duration", milliseconds / 1000.0, ""), ("egov.notice.count", 1, tag)], _measures.Heard);
    }
}
