using System.Diagnostics;
using EGov.LocalRuntime.Bus;
using Microsoft.Azure.Functions.Worker;

namespace EGov.LocalRuntime.Telemetry;

/// <summary>A run of a function as a span, named and tagged as the worker does it.</summary>
internal static class FunctionSpans
{
    public const string SourceName = "Microsoft.Azure.Functions.Worker";

    private static readonly ActivitySource s_source = new(SourceName);

    /// <param name="causes">Messages that the function is run for: it continues the trace of a single one, and is linked with those of several.</param>
    public static Activity? Begin(FunctionContext context, IReadOnlyList<Delivery>? causes = null)
    {
        List<ActivityContext> contexts = [.. (causes ?? []).Select(cause => MessageContext.Of(cause.Content)).OfType<ActivityContext>()];
        var span = s_source.StartActivity(
            ActivityKind.Internal,
            causes is [_] && contexts is [var one] ? one : default,
            links: causes is [_] ? null : contexts.Select(other => new ActivityLink(other)),
            name: $"function {context.FunctionDefinition.Name}");
        return span?.SetTag("faas.name", context.FunctionDefinition.Name).SetTag("faas.invocation_id", context.InvocationId);
    }

    /// <summary>The kind of failure is told and its words are not: the log has them.</summary>
    public static void Failed(Activity? span, Exception failure) =>
        span?.SetTag("error.type", failure.GetType().FullName).SetStatus(ActivityStatusCode.Error);
}
