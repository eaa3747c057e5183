using EGov.Domain;
using EGov.Domain.Submissions;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Departments.LeaseSubmission;

/// <summary>
/// Hands out the next submission to one caller at a time, as a queue does to its consumers. A lease that is not followed
/// by an acknowledgement lapses, and the submission is handed out again; so a repeated call costs at most a wait.
/// </summary>
public sealed class LeaseSubmissionFunction(IInboxStore inbox, TimeProvider time)
{
    [Function("LeaseSubmission")]
    [RequiresPermission(Permission.HandleSubmissions)]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "departments/{department}/leases")] HttpRequest request,
        string department,
        CancellationToken cancellation)
    {
        if (!request.Caller().MayHandle(department))
        {
            return request.Problem(new Refusal("not-found"));
        }

        var body = await request.ReadAsync<LeaseSubmissionCommand>(cancellation);
        if (body.Refused is { } unreadable)
        {
            return request.Problem(unreadable);
        }

        var seconds = body.Value.Value.Seconds ?? 300;
        if (seconds is < 30 or > 900)
        {
            return request.Problem(new Refusal("lease-length", "seconds"));
        }

        var now = time.GetUtcNow();
        var leaseId = Guid.NewGuid().ToString("N");
        var leased = await inbox.LeaseAsync(department, leaseId, now, now.AddSeconds(seconds), cancellation);
        return leased is null
            ? Results.NoContent()
            : Answers.Ok(new Lease(leaseId, leased.Reference, leased.FormId, now.AddSeconds(seconds)));
    }
}

/// <summary>How many seconds the caller wants to have it for; 300 unless said.</summary>
public sealed record LeaseSubmissionCommand(int? Seconds);

internal sealed record Lease(string LeaseId, Reference Reference, string FormId, DateTimeOffset ExpiresAt);
