using Azure.Core.Pipeline;
using EGov.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EGov.LocalRuntime.Faults;

/// <summary>
/// Two instruments between the app and its storage, each off unless it is asked for: <c>Storage:Count</c> = true counts the calls
/// and shows them at <c>/admin/storage-calls</c>; <c>Storage:Faults</c> = <c>seed;rate</c> makes some of them fail.
/// The app takes part by giving its clients every <see cref="HttpPipelinePolicy"/> that is registered.
/// </summary>
internal static class StorageInstruments
{
    public static void AddStorageInstruments(this WebApplicationBuilder web, MiddlewareChain middleware)
    {
        if (web.Configuration.GetValue<bool>("Storage:Count"))
        {
            var counts = new StorageCallCounts();
            middleware.Add(counts.Around);
            web.Services.AddSingleton(counts).AddSingleton<HttpPipelinePolicy>(counts);
        }

        if (web.Configuration["Storage:Faults"] is { Length: > 0 } faults)
        {
            var plan = FaultPlan.Parse(faults);
            web.Services.AddSingleton<HttpPipelinePolicy>(services => new FaultyStorage(plan, services.GetRequiredService<IHostApplicationLifetime>()));
        }
    }

    public static void MapStorageInstruments(this WebApplication app) =>
        app.MapGet("/admin/storage-calls", (HttpContext http) => http.RequestServices.GetService<StorageCallCounts>() is { } counts
            ? Results.Ok(new { byFunction = counts.ByFunction() })
            : Results.NotFound());
}
