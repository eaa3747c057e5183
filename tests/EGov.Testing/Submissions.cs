using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EGov.Testing;

/// <summary>Posts one form's answers again and again; the body is made once.</summary>
public sealed class Submissions(HttpClient http, Uri apiBase, string formId, string language = "tc", int version = 1)
{
    private readonly byte[] _body = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["formId"] = formId,
        ["formVersion"] = version,
        ["answers"] = FormAnswers.Read(formId),
        ["language"] = language,
    });

    public string FormId => formId;

    /// <summary>The size of what is posted, in bytes.</summary>
    public int BodyLength => _body.Length;

    /// <returns>The status and, when it is 201, the reference.</returns>
    /// <exception cref="HttpRequestException">No answer came; whether the submission was accepted is not known.</exception>
    public async Task<SubmissionAnswer> SendAsync(string token, string idempotencyKey, CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(apiBase, "submissions"))
        {
            Content = new ByteArrayContent(_body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var answer = await http.SendAsync(request, cancellation);
        var text = await answer.Content.ReadAsByteArrayAsync(cancellation);
        return answer.StatusCode is HttpStatusCode.Created
            ? new SubmissionAnswer(answer.StatusCode, JsonDocument.Parse(text).RootElement.GetProperty("reference").GetString(), null)
            : new SubmissionAnswer(answer.StatusCode, null, System.Text.Encoding.UTF8.GetString(text));
    }
}

/// <summary>What the API said to a submission.</summary>
/// <param name="Reference">Grouped as it is shown to the person; null when it was not accepted.</param>
/// <param name="Problem">The body of a refusal or a fault.</param>
public sealed record SubmissionAnswer(HttpStatusCode Status, string? Reference, string? Problem);
