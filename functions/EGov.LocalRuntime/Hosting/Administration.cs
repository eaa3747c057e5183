using System.Diagnostics;
using EGov.LocalRuntime.Bus;
using EGov.LocalRuntime.Operator;
using EGov.LocalRuntime.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.LocalRuntime.Hosting;

/// <summary>The host's own addresses: the Functions host's for status and for running a timer, and this runtime's for looking into the bus and at traces.</summary>
internal static class Administration
{
    private const int ManyTraces = 200;
    private const string DeadLetters = "/dead-letters";

    public static void MapAdministration(this WebApplication app, FunctionCatalog catalog)
    {
        app.Use(Untraced);
        app.MapOperatorPage();
        app.MapGet("/admin/host/status", () => Results.Ok(new { id = Environment.MachineName, state = "Running" }));
        app.MapGet("/admin/functions", () =>
            catalog.Functions.Select(function => new { name = function.FunctionName, trigger = Kind(function), on = On(function) }));
        app.MapPost("/admin/functions/{name}", (string name, TimerSchedules timers) => catalog.Find(name) switch
        {
            null => Results.NotFound(),
            { Trigger: TimerTriggerAttribute } timer => Started(timers, timer),
            _ => Results.Text("Only timer functions are run from here.", statusCode: StatusCodes.Status400BadRequest),
        });
        app.MapGet("/admin/bus", (LocalBus bus) => bus.Inspection.Counts());
        app.MapGet("/admin/bus/{**entity}", (string entity, LocalBus bus) =>
            entity.EndsWith(DeadLetters, StringComparison.OrdinalIgnoreCase)
                ? Results.Ok(bus.Inspection.DeadLetters(entity[..^DeadLetters.Length]))
                : Results.NotFound());
        app.MapPost("/admin/bus/{**entity}", RedriveAsync);
        app.MapGet("/admin/traces", (RecentTraces traces) => traces.Latest(ManyTraces));
        app.MapGet("/admin/traces/{id}", (string id, RecentTraces traces) => traces.Of(id) is { Count: > 0 } spans ? Results.Ok(spans) : Results.NotFound());
    }

    /// <summary>Whoever looks on is not among what there is to see.</summary>
    private static Task Untraced(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.StartsWithSegments("/admin") && Activity.Current is { } span)
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }

        return next(http);
    }

    /// <summary>Gives dead letters to their function again: all of them, or the one whose number is asked for.</summary>
    private static async Task<IResult> RedriveAsync(string entity, long? sequence, HttpRequest request, LocalBus bus)
    {
        if (!entity.EndsWith(DeadLetters, StringComparison.OrdinalIgnoreCase) || !bus.Inspection.Knows(entity[..^DeadLetters.Length]))
        {
            return Results.NotFound();
        }

        // A page of somebody else's, open in the same browser, could post here too; the browser says so.
        return request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            ? Results.Ok(new { redriven = await bus.RedriveAsync(entity[..^DeadLetters.Length], sequence) })
            : Results.StatusCode(StatusCodes.Status403Forbidden);
    }

    private static string Kind(FunctionMethod function) => function.Trigger.GetType().Name.Replace("TriggerAttribute", "", StringComparison.Ordinal);

    /// <summary>What makes it run, in the words of its trigger.</summary>
    private static string On(FunctionMethod function) => function.Trigger switch
    {
        HttpTriggerAttribute http => $"{string.Join(' ', http.Methods ?? []).ToUpperInvariant()} /{http.Route ?? function.FunctionName}",
        ServiceBusTriggerAttribute bus => bus.QueueName ?? $"{bus.TopicName}/{bus.SubscriptionName}",
        TimerTriggerAttribute timer => timer.Schedule,
        _ => "",
    };

    private static IResult Started(TimerSchedules timers, FunctionMethod timer)
    {
        timers.RunNow(timer);
        return Results.Accepted();
    }
}
