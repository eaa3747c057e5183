using System.Globalization;
using EGov.Domain;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.GetRuleVersion;

/// <summary>One publication of a department's rules: the documents that the department had changed by then.</summary>
public sealed class GetRuleVersionFunction(IRuleStore store)
{
    [Function("GetRuleVersion")]
    [RequiresPermission(Permission.ManageAppointments)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "departments/{department}/appointment-rules/versions/{version}")] HttpRequest request,
        string department,
        string version,
        CancellationToken cancellation)
    {
        if (!request.Caller().MayManageAppointments(department)
            || !int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || await store.FindAsync(number, cancellation) is not { } found
            || found.Department != department)
        {
            return request.Problem(new Refusal("not-found"));
        }

        request.HttpContext.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return Answers.Ok(new RuleVersionView(found.Number, found.At, found.By, found.Changed, DocumentsView.Of(found.Documents)));
    }
}

internal sealed record RuleVersionView(int Version, DateTimeOffset At, string By, IReadOnlyList<string> Changed, DocumentsView Documents);
