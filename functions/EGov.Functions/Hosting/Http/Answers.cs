using System.Diagnostics;
using EGov.Domain;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Hosting.Http;

/// <summary>Turns what a handler says into HTTP: a value into its result, a refusal into a problem document (RFC 9457).</summary>
internal static class Answers
{
    public static IResult Answer<T>(this HttpRequest request, Outcome<T> outcome, Func<T, IResult> accepted) =>
        outcome.Match(accepted, refusal => request.Problem(refusal));

    public static IResult Answer<T>(this HttpRequest request, Outcome<T> outcome) =>
        request.Answer(outcome, value => Ok(value));

    public static IResult Ok<T>(T value, int status = StatusCodes.Status200OK) =>
        Results.Json<object?>(value, Json.Options, statusCode: status);

    public static IResult Problem(this HttpRequest request, Refusal refusal)
    {
        var language = request.Language();
        var sentence = Sentences.Of(refusal.Code);
        var said = Sentences.Say(refusal, language);
        var response = request.HttpContext.Response;
        response.Headers.ContentLanguage = language.Tag();
        response.Headers.CacheControl = "no-store";
        if (sentence.Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = "5";
        }
        else if (refusal.Values?.GetValueOrDefault(RetryAfter) is { } seconds)
        {
            response.Headers.RetryAfter = seconds;
        }

        return Results.Json(
            new ProblemDocument(
                $"urn:egov-hk:problem:{refusal.Code}",
                said,
                sentence.Status,
                said,
                refusal.Code,
                refusal.Field,
                refusal.Values,
                refusal.Errors?.Select(error => new ProblemError(
                    error.Code,
                    error.Field,
                    error.Values?.GetValueOrDefault(OwnWords(language)) ?? Sentences.Say(error, language))).ToList(),
                TraceId()),
            Json.Options,
            "application/problem+json",
            sentence.Status);
    }

    /// <summary>A refusal that passes says under this name after how many seconds; it is also the header of that name.</summary>
    public const string RetryAfter = "retryAfter";

    /// <summary>A rule or stop of a form brings its own words; they ride in the refusal's values under this name.</summary>
    public static string OwnWords(Language language) => $"words-{language}";

    public static string TraceId() => Activity.Current?.TraceId.ToString() ?? "none";

    internal sealed record ProblemDocument(
        string Type,
        string Title,
        int Status,
        string Detail,
        string Code,
        string? Field,
        IReadOnlyDictionary<string, string>? Values,
        IReadOnlyList<ProblemError>? Errors,
        string TraceId);

    internal sealed record ProblemError(string Code, string? Field, string Detail);
}
