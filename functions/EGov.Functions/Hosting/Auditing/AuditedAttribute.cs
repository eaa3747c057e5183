using EGov.Functions.Features.Audit;

namespace EGov.Functions.Hosting.Auditing;

/// <summary>This HTTP function reads or changes personal data: that it is called is recorded before it runs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AuditedAttribute(AuditAction action, AuditPurpose purpose) : Attribute
{
    public AuditAction Action { get; } = action;

    public AuditPurpose Purpose { get; } = purpose;

    /// <summary>The route value that says whose data; without it, it is the caller's own.</summary>
    public string? Subject { get; init; }
}
