namespace EGov.Functions.Hosting.Auditing;

/// <summary>
/// What this function reads or changes is recorded by the event that it promised before it wrote, or that set it off: the topic forwards all its events to the trail.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AuditedByEventAttribute(params string[] topics) : Attribute
{
    public IReadOnlyList<string> Topics { get; } = topics;
}
