using Microsoft.Extensions.DependencyInjection;

namespace EGov.Functions.Features.Catalogue;

public static class CatalogueFeature
{
    public static IServiceCollection AddCatalogueFeature(this IServiceCollection services) =>
        services.AddSingleton<Departments>();
}
