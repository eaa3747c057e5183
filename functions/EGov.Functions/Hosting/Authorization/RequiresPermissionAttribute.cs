namespace EGov.Functions.Hosting.Authorization;

/// <summary>The permission that a caller of this HTTP function must hold.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresPermissionAttribute(Permission permission) : Attribute
{
    public Permission Permission { get; } = permission;
}
