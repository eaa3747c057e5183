namespace EGov.Functions.Events;

/// <summary>An event as it travels: CloudEvents 1.0, structured. <c>source</c> and <c>id</c> together are unique: consumers deduplicate on them.</summary>
public sealed record CloudEvent<T>(
    string Id,
    string Source,
    string Type,
    string Subject,
    DateTimeOffset Time,
    T Data,
    string Specversion = "1.0",
    string Datacontenttype = "application/json");
