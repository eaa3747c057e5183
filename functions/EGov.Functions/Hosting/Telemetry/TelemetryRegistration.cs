using Azure.Monitor.OpenTelemetry.Exporter;
using EGov.Functions.Adapters;
using EGov.Functions.Hosting.Settings;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace EGov.Functions.Hosting.Telemetry;

/// <summary>
/// Traces, metrics and logs, in OpenTelemetry's terms. A trace is kept or not as a whole: who begins it decides, and everything that
/// follows, over the bus too, holds to that.
/// </summary>
internal static class TelemetryRegistration
{
    /// <summary>The clients' own calls; the HTTP requests beneath them would say the same again.</summary>
    private static readonly string[] s_sources =
        [Spans.SourceName, "Azure.Data.Tables.*", "Azure.Storage.Blobs.*", "Azure.Messaging.ServiceBus.*", "Azure.Security.KeyVault.Secrets.*"];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetrySettings settings)
    {
        var telemetry = services
            .AddMetrics()
            .AddSingleton<Timeliness>()
            .AddTransient<ProviderSpans>()
            .AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(tracing => tracing
                .AddSource(s_sources)
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.SampledPercent / 100.0))))
            .WithMetrics(metrics => metrics.AddMeter(Timeliness.MeterName));
        if (settings.ConnectionString is { } connection)
        {
            telemetry
                .WithTracing(tracing => tracing.AddAzureMonitorTraceExporter(Send))
                .WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter(Send))
                .WithLogging(logging => logging.AddAzureMonitorLogExporter(Send));

            void Send(AzureMonitorExporterOptions options) =>
                (options.ConnectionString, options.Credential) = (connection, AppCredential.Of(settings.ClientId));
        }

        return services;
    }
}
