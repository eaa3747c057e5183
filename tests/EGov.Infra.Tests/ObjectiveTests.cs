using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using EGov.Functions.Hosting.Telemetry;

namespace EGov.Infra.Tests;

/// <summary>What the objectives count is what the code measures.</summary>
public sealed partial class ObjectiveTests
{
    [Fact]
    public void Every_measure_that_an_objective_counts_is_one_that_the_application_takes()
    {
        var asked = Asked(File.ReadAllText(Path.Combine(Bicep.Root, "infra", "objectives.json")));

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(Taken()));
    }

    [Fact]
    public void A_measure_that_nobody_takes_is_noticed() =>
        Assert.Equal(["egov.handover.seconds"], Asked("AppMetrics | where Name == 'egov.handover.seconds' | extend bad = Max > 60").Except(Taken()));

    private static List<string> Asked(string queries) => [.. Metric().Matches(queries).Select(match => match.Groups[1].Value)];

    private static List<string> Taken()
    {
        var names = new List<string>();
        using var meters = new Meters();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter == meters.Meter)
                {
                    names.Add(instrument.Name);
                }
            },
        };
        listener.Start();
        _ = new Timeliness(meters, TimeProvider.System);
        return names;
    }

    [GeneratedRegex("Name == '([^']+)'")]
    private static partial Regex Metric();

    private sealed class Meters : IMeterFactory
    {
        public Meter Meter { get; } = new(Timeliness.MeterName);

        public Meter Create(MeterOptions options) => Meter;

        public void Dispose() => Meter.Dispose();
    }
}
