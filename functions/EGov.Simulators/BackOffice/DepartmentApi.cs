using System.Net;
using System.Text.Json;
using EGov.Simulators.Identity;

namespace EGov.Simulators.BackOffice;

/// <summary>
/// The department's side of the platform's HTTP API (docs/api.md, Departments). A fault or an unforeseen refusal is thrown as
/// <see cref="HttpRequestException"/>; what a clerk has to know is a value.
/// </summary>
internal sealed class DepartmentApi(Department department, IHttpClientFactory clients)
{
    public const string KeyHeader = "Idempotency-Key";

    public static string ClientOf(Department department) => "back-office-" + department.Code;

    /// <summary>The next submission that waits, or null.</summary>
    public async Task<Lease?> LeaseAsync(int seconds, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Post, "leases", new { seconds }, key: null, cancellation);
        answer.EnsureSuccessStatusCode();
        return answer.StatusCode == HttpStatusCode.NoContent ? null : await answer.Content.ReadFromJsonAsync<Lease>(cancellation);
    }

    /// <summary>References of everything that is acknowledged and not decided, page by page.</summary>
    public async IAsyncEnumerable<InboxItem> OpenItemsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        string? continuation = null;
        do
        {
            var more = continuation is null ? "" : "&continuation=" + Uri.EscapeDataString(continuation);
            using var answer = await SendAsync(HttpMethod.Get, "inbox?state=open&take=100" + more, body: null, key: null, cancellation);
            answer.EnsureSuccessStatusCode();
            var page = await answer.Content.ReadFromJsonAsync<InboxPage>(cancellation);
            foreach (var item in page?.Items ?? [])
            {
                yield return item;
            }

            continuation = page?.Continuation;
        }
        while (continuation is { Length: > 0 });
    }

    /// <summary>The submission as the department sees it, or null when it is none of this department's.</summary>
    public async Task<Case?> OpenAsync(string reference, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Get, "submissions/" + Uri.EscapeDataString(reference), body: null, key: null, cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<Case>(cancellation);
    }

    /// <summary>Moves a case one step on. False when its status does not allow the step: somebody else was there first.</summary>
    public async Task<bool> StepAsync(string reference, string step, object body, string key, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"submissions/{Uri.EscapeDataString(reference)}/{step}", body, key, cancellation);
        if (answer.StatusCode == HttpStatusCode.Conflict && await CodeOfAsync(answer, cancellation) == "step-not-allowed")
        {
            return false;
        }

        answer.EnsureSuccessStatusCode();
        return true;
    }

    private static async Task<string?> CodeOfAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return problem.TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, string? key, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(ClientOf(department));
        using var request = new HttpRequestMessage(method, $"departments/{department.Code}/{path}");
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        if (key is not null)
        {
            request.Headers.Add(KeyHeader, key);
        }

        return await http.SendAsync(request, cancellation);
    }

    internal sealed record Lease(string LeaseId, string Reference);

    internal sealed record InboxItem(string Reference, string Status);

    internal sealed record Case(string Reference, string Status, string? Language, List<Question>? Questions);

    internal sealed record Question(string QuestionId, DateTimeOffset? AnsweredAt);

    private sealed record InboxPage(List<InboxItem> Items, string? Continuation);
}
