using System.Diagnostics.Metrics;

namespace EGov.Functions.Hosting.Telemetry;

/// <summary>How late we are with what we promise to be quick about: the measures of infra/objectives.json that no HTTP answer shows.</summary>
public sealed class Timeliness
{
    public const string MeterName = "EGov";

    /// <summary>Of <c>hand-over-60s</c>.</summary>
    private static readonly TimeSpan s_handOver = TimeSpan.FromSeconds(60);

    /// <summary>Of <c>notices-10s</c>.</summary>
    private static readonly TimeSpan s_notice = TimeSpan.FromSeconds(10);

    private readonly Counted _handOvers;
    private readonly Counted _notices;
    private readonly TimeProvider _time;

    public Timeliness(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(MeterName);
        _handOvers = new Counted(meter, "egov.handover", "A submission from its acceptance to its department's inbox", s_handOver);
        _notices = new Counted(meter, "egov.notice", "A notice or a letter from what happened to its being sent", s_notice);
    }

    /// <summary>A submission is in its department's inbox.</summary>
    public void HandedOver(DateTimeOffset accepted) => _handOvers.Count(_time.GetUtcNow() - accepted);

    /// <summary>Somebody is told of what happened.</summary>
    public void Told(DateTimeOffset happened) => _notices.Count(_time.GetUtcNow() - happened);

    /// <summary>
    /// How long each took, and how many were in time: an objective is a share of all, and of a histogram no more arrives than its sum, count and extremes.
    /// </summary>
    private sealed class Counted(Meter meter, string name, string what, TimeSpan promised)
    {
        private static readonly KeyValuePair<string, object?> s_late = new("late", "true");
        private static readonly KeyValuePair<string, object?> s_inTime = new("late", "false");

        private readonly Histogram<double> _took = meter.CreateHistogram<double>($"{name}.duration", "s", what);
        private readonly Counter<long> _counts = meter.CreateCounter<long>($"{name}.count", null, $"{what}: how many, and how many of them late");

        public void Count(TimeSpan took)
        {
            _took.Record(took.TotalSeconds);
            _counts.Add(1, took >= promised ? s_late : s_inTime);
        }
    }
}
