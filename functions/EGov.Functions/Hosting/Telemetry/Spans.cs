using System.Diagnostics;
using Azure.Messaging.ServiceBus;

namespace EGov.Functions.Hosting.Telemetry;

/// <summary>
/// The application's own spans. They carry references and names of ours, never anything personal.
/// What passes through a message is the context of W3C Trace Context, in the property where Service Bus's own client puts and looks for it.
/// </summary>
internal static class Spans
{
    public const string SourceName = "EGov";

    private const string ContextProperty = "traceparent";

    private static readonly ActivitySource s_source = new(SourceName);

    /// <summary>Ties a message to the work at hand, for one that is sent later, when that work is over.</summary>
    public static void Stamp(ServiceBusMessage message)
    {
        if (Activity.Current?.Id is { } id)
        {
            message.ApplicationProperties[ContextProperty] = id;
        }
    }

    /// <returns>What a message was stamped with; null when it was not.</returns>
    public static string? ContextOf(ServiceBusMessage message) =>
        message.ApplicationProperties.TryGetValue(ContextProperty, out var context) ? context as string : null;

    /// <inheritdoc cref="ContextOf(ServiceBusMessage)"/>
    public static string? ContextOf(ServiceBusReceivedMessage message) =>
        message.ApplicationProperties.TryGetValue(ContextProperty, out var context) ? context as string : null;

    public static Activity? Begin(string name, ActivityKind kind) => s_source.StartActivity(name, kind);

    /// <summary>Continues what a message was stamped with, linked with what others that share the work were.</summary>
    public static Activity? Continue(string name, ActivityKind kind, string? context, IEnumerable<string?> others) => s_source.StartActivity(
        kind,
        Read(context) ?? default,
        links: [.. others.Select(Read).OfType<ActivityContext>().Select(other => new ActivityLink(other))],
        name: name);

    private static ActivityContext? Read(string? context) =>
        ActivityContext.TryParse(context, null, isRemote: true, out var read) ? read : null;
}
