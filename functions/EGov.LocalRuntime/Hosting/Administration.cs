using System.Text.Json;
using EGov.LocalRuntime.Bus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.LocalRuntime.Hosting;

/// <summary>The host's own addresses: the Functions host's for status and for running a timer, and this runtime's for looking into the bus.</summary>
internal static class Administration
{
    public static void MapAdministration(this WebApplication app, FunctionCatalog catalog)
    {
        app.MapGet("/admin/host/status", () => Results.Ok(new { id = Environment.MachineName, state = "Running" }));
        app.MapGet("/admin/functions", () => from function in catalog.Functions
                                             select new { name = function.FunctionName, trigger = function.Trigger.GetType().Name.Replace("TriggerAttribute", "", StringComparison.Ordinal) });
        app.MapPost("/admin/functions/{name}", (string name, TimerSchedules timers) => catalog.Find(name) switch
        {
            null => Results.NotFound(),
            { Trigger: TimerTriggerAttribute } timer => Started(timers, timer),
            _ => Results.Text("Only timer functions are run from here.", statusCode: StatusCodes.Status400BadRequest),
        });
        app.MapGet("/admin/blobs/poison", async (LocalBus bus) =>
            (await bus.RecallAsync(BlobWatch.PoisonMemo)).Values.Select(poison => JsonSerializer.Deserialize<PoisonBlob>(poison)));
        app.MapGet("/admin/bus", (LocalBus bus) => bus.Inspection.Counts());
        app.MapGet("/admin/bus/{**entity}", (string entity, LocalBus bus) =>
            entity.EndsWith("/dead-letters", StringComparison.OrdinalIgnoreCase)
                ? Results.Ok(bus.Inspection.DeadLetters(entity[..^"/dead-letters".Length]))
                : Results.NotFound());
    }

    private static IResult Started(TimerSchedules timers, FunctionMethod timer)
    {
        timers.RunNow(timer);
        return Results.Accepted();
    }
}
