using EGov.LocalRuntime.Telemetry;
using OpenTelemetry;

namespace Microsoft.Azure.Functions.Worker.OpenTelemetry;

/// <summary>Adds what the worker itself tells of its functions, and here also what Azure's host would tell of HTTP calls.</summary>
public static class ConfigureFunctionsOpenTelemetry
{
    public static IOpenTelemetryBuilder UseFunctionsWorkerDefaults(this IOpenTelemetryBuilder builder) =>
        builder.WithTracing(tracing => tracing.AddSource(FunctionSpans.SourceName, "Microsoft.AspNetCore"));
}
