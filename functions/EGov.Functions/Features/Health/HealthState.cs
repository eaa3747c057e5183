namespace EGov.Functions.Features.Health;

/// <summary>Names and states; neither an address nor a reason, for everybody may read it.</summary>
public sealed record HealthState(string Status, IReadOnlyDictionary<string, string>? Checks = null)
{
    public const string Healthy = "healthy";
}
