using System.Diagnostics.Metrics;
using EGov.Functions.Hosting.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Hosting.Telemetry;

/// <summary>Hears what one <see cref="Timeliness"/> measures, and nobody else's.</summary>
internal sealed class Measures : IMeterFactory
{
    private readonly Meter _meter = new(Timeliness.MeterName);
    private readonly MeterListener _listener = new();

    public Measures(TimeProvider? time = null)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Heard.Add((instrument.Name, value, tags.Length == 0 ? "" : $"{tags[0].Key}={tags[0].Value}")));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Heard.Add((instrument.Name, value, "")));
        _listener.Start();
        Timeliness = new Timeliness(this, time ?? new FakeTimeProvider());
    }

    public Timeliness Timeliness { get; }

    public List<(string Name, double Value, string Tag)> Heard { get; } = [];

    public Meter Create(MeterOptions options) => _meter;

    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
    }
}
