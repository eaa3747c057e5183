using EGov.Domain.Retention;
using EGov.Functions.Features.Retention.ShredExpired;
using Microsoft.Extensions.DependencyInjection;

namespace EGov.Functions.Features.Retention;

/// <summary>What the feature Retention is made of.</summary>
public static class RetentionFeature
{
    public static IServiceCollection AddRetentionFeature(this IServiceCollection services) => services
        .AddSingleton<RetentionSchedule>()
        .AddSingleton<Certificates>()
        .AddSingleton<CaseShredder>()
        .AddSingleton<AppointmentShredder>()
        .AddSingleton<ShredExpiredHandler>();
}
