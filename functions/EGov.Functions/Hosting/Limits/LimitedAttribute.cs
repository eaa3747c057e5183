namespace EGov.Functions.Hosting.Limits;

/// <summary>Calls of this HTTP function count towards a limit of the network that they come from.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LimitedAttribute(CallLimit limit) : Attribute
{
    public CallLimit Limit { get; } = limit;
}
