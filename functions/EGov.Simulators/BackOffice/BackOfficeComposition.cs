using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace EGov.Simulators.BackOffice;

internal static class BackOfficeComposition
{
    internal static IServiceCollection AddBackOffice(this IServiceCollection services, IConfiguration configuration, SimulatorSettings simulators)
    {
        var settings = new BackOfficeSettings(configuration, simulators);
        services.AddSingleton(settings);
        services.AddSingleton<BackOfficeTallies>();
        services.AddSingleton<DepartmentTokens>();
        services.AddHttpClient(DepartmentTokens.Client).AddStandardResilienceHandler(options => options.Retry.Delay = settings.RetryDelay);
        foreach (var department in settings.Departments.Append(QuotaImport.Department).DistinctBy(department => department.Code))
        {
            var client = services.AddHttpClient(DepartmentApi.ClientOf(department), http => http.BaseAddress = settings.ApiBase);
            client.AddStandardResilienceHandler(options =>
            {
                options.Retry.Delay = settings.RetryDelay;
                options.Retry.ShouldHandle = static tried => ValueTask.FromResult(
                    IsRepeatable(tried.Context.GetRequestMessage()) && HttpClientResiliencePredicates.IsTransient(tried.Outcome));
            });
            client.AddHttpMessageHandler(provider => new BearerHandler(department, provider.GetRequiredService<DepartmentTokens>()));
        }

        if (settings.Enabled)
        {
            services.AddHostedService<BackOfficeWorker>();
        }

        if (settings.ReportsQuota)
        {
            services.AddHostedService<QuotaImport>();
        }

        return services;
    }

    /// <summary>A lease has no key: repeating it would take a second submission and leave the first one lying until its lease lapses.</summary>
    private static bool IsRepeatable(HttpRequestMessage? request) =>
        request is not null && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Put || request.Headers.Contains(DepartmentApi.KeyHeader));
}
