using EGov.Domain;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Features.Submissions;

/// <summary>A message from one side to the other.</summary>
public sealed record TextCommand(string? Text);

/// <summary>What every step over HTTP has in common: the key, the body, the check, the deed, the case as the answer.</summary>
internal static class DeedRequests
{
    public static async Task<IResult> DeedAsync<T>(
        this HttpRequest request,
        string actor,
        Func<T, Refusal?> check,
        Func<DeedBy, T, Task<Outcome<StoredCase>>> deed,
        Func<StoredCase, Task<CaseView>> view,
        CancellationToken cancellation)
    {
        var key = request.IdempotencyKey();
        if (key.Refused is { } noKey)
        {
            return request.Problem(noKey);
        }

        var body = await request.ReadAsync<T>(cancellation);
        if ((body.Refused ?? check(body.Value.Value)) is { } unacceptable)
        {
            return request.Problem(unacceptable);
        }

        var done = await deed(new DeedBy(request.Caller().Person, actor, key.Value, body.Value.Hash), body.Value.Value);
        return done.Refused is { } refusal
            ? request.Problem(refusal)
            : Answers.Ok(await view(done.Value));
    }
}
