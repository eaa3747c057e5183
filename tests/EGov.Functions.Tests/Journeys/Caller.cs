using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EGov.Testing;

namespace EGov.Functions.Tests.Journeys;

/// <summary>Somebody who calls the API over HTTP; without a token, anybody.</summary>
internal sealed class Caller(LocalStack stack, string? token)
{
    public LocalStack Stack => stack;

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Reply> DeleteAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Delete, path, null, headers);

    public Task<Reply> PostAsync(string path, object body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body), headers);

    public Task<Reply> PutAsync(string path, object body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, path, JsonContent.Create(body), headers);

    /// <summary>With an Idempotency-Key, a new one unless it is given.</summary>
    public Task<Reply> DoAsync(string path, object body, string? key = null) =>
        PostAsync(path, body, ("Idempotency-Key", key ?? Guid.NewGuid().ToString()));

    public Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers) =>
        SendAsync(method, new Uri(stack.ApiBase, path), content, headers);

    public async Task<Reply> SendAsync(HttpMethod method, Uri address, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Reply.OfAsync(await stack.Http.SendAsync(request, TestContext.Current.CancellationToken));
    }

    public Task<Reply> SubmitAsync(
        string formId, JsonObject answers, string? draftId = null, int version = 1, string language = "en", string? key = null) =>
        DoAsync("submissions", new { formId, formVersion = version, draftId, answers, language }, key);

    /// <summary>A new draft's id.</summary>
    public async Task<string> DraftAsync(string formId) => (await PostAsync("drafts", new { formId })).Is(201).Text("draftId");

    /// <summary>Announces a file and sends it in blocks as the browser does.</summary>
    /// <returns>The attachment's id.</returns>
    public async Task<string> UploadAsync(string draftId, string field, string fileName, byte[] content, long? announced = null)
    {
        var upload = (await PostAsync($"drafts/{draftId}/attachments", new { field, fileName, size = announced ?? content.Length })).Is(201);
        await BrowserUpload.SendAsync(stack.Http, new Uri(upload.Text("uploadUrl")), content, (int)upload.Body!["blockSize"]!);
        return upload.Text("attachmentId");
    }

    /// <summary>Waits until a file was looked at.</summary>
    public Task<JsonObject> SettledAsync(string draftId, string attachmentId, params (string Name, string Value)[] headers) => Until.ValueAsync(
        async () => (await GetAsync($"drafts/{draftId}/attachments", headers)).Is(200).Body!["attachments"]!.AsArray()
            .Select(item => item!.AsObject())
            .Single(item => (string?)item["attachmentId"] == attachmentId) is var item && (string?)item["status"] != "awaiting-upload"
                ? item
                : null,
        $"attachment {attachmentId} is looked at");

    /// <summary>All pages of a list.</summary>
    public async Task<List<JsonNode>> ListAsync(string path, string member)
    {
        var all = new List<JsonNode>();
        string? continuation = null;
        do
        {
            var next = continuation is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}continuation={Uri.EscapeDataString(continuation)}";
            var page = (await GetAsync(next)).Is(200).Body!;
            all.AddRange(page[member]!.AsArray().Select(item => item!));
            continuation = (string?)page["continuation"];
        }
        while (continuation is not null);
        return all;
    }
}
