using EGov.Functions.Hosting.Protection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EGov.Functions.Adapters.Secrets;

/// <summary>
/// Seals and opens with the keys that this instance holds. The vault itself is asked only until it has given them: an instance that has its
/// keys serves on while the vault is away, so nobody should take it out of service.
/// </summary>
public sealed class SecretHealthCheck(DataKeys keys) : IHealthCheck
{
    private const string Purpose = "health";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var made = keys.Create();
        using var unwrapped = keys.Unwrap(made.Wrapped);
        return Task.FromResult(unwrapped.Open(made.Seal("sealed"u8, Purpose), Purpose).AsSpan().SequenceEqual("sealed"u8)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy());
    }
}
