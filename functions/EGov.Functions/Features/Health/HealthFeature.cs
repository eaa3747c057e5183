using Microsoft.Extensions.DependencyInjection;

namespace EGov.Functions.Features.Health;

/// <summary>What the feature Health is made of.</summary>
public static class HealthFeature
{
    public static IServiceCollection AddHealthFeature(this IServiceCollection services) => services.AddSingleton<Readiness>();
}
