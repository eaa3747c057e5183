using EGov.Domain;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.ListClosures;

/// <summary>The closures of a department's offices, of one or of all: those to come and those of the last month, the latest first.</summary>
public sealed class ListClosuresFunction(IClosureStore store, IRuleLibrary library, TimeProvider time)
{
    private static readonly TimeSpan _shown = TimeSpan.FromDays(31);

    [Function("ListClosures")]
    [RequiresPermission(Permission.ManageAppointments)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "departments/{department}/appointments/closures")] HttpRequest request,
        string department,
        CancellationToken cancellation)
    {
        if (!request.Caller().MayManageAppointments(department))
        {
            return request.Problem(new Refusal("not-found"));
        }

        var office = request.Query["office"].ToString();
        if (office.Length > 0 && library.Current.Office(office)?.Department != department)
        {
            return request.Problem(new Refusal("office-not-yours", "office"));
        }

        var closures = await store.ListAsync(department, time.GetUtcNow() - _shown, cancellation);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Answers.Ok(new ClosureList(
            [.. closures.Where(closure => office.Length == 0 || closure.Office == office).OrderByDescending(closure => closure.From).Select(ClosureView.Of)]));
    }
}

internal sealed record ClosureList(IReadOnlyList<ClosureView> Closures);
