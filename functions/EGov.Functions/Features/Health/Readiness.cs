using EGov.Functions.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EGov.Functions.Features.Health;

/// <summary>
/// Whether what the application depends on answers. Everybody may ask, so one asking of the dependencies serves all who ask within a second,
/// or for as long as it took where that is longer.
/// </summary>
public sealed class Readiness(HealthCheckService checks, TimeProvider time)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(1);

    private readonly Fresh<bool, HealthReport> _reports = new(time, s_lifetime, most: 1);

    public async Task<HealthState> ReadAsync()
    {
        var report = await _reports.GetAsync(key: true, () => checks.CheckHealthAsync());
        return new HealthState(
            Word(report.Status),
            report.Entries.OrderBy(check => check.Key, StringComparer.Ordinal).ToDictionary(check => check.Key, check => Word(check.Value.Status)));
    }

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => HealthState.Healthy,
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
