using EGov.Functions.Features.Audit.SealAudit;
using Microsoft.Extensions.DependencyInjection;

namespace EGov.Functions.Features.Audit;

/// <summary>What the feature Audit is made of.</summary>
public static class AuditFeature
{
    public static IServiceCollection AddAuditFeature(this IServiceCollection services) => services.AddSingleton<SealAuditHandler>();
}
