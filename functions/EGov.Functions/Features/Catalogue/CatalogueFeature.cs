using Microsoft.Extensions.DependencyInjection;

namespace EGov.Functions.Features.Catalogue;

/// <summary>What the feature Catalogue is made of.</summary>
public static class CatalogueFeature
{
    public static IServiceCollection AddCatalogueFeature(this IServiceCollection services) =>
        services.AddSingleton<Departments>();
}
