using EGov.Domain;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Hosting.Http;

/// <summary>The continuation that a caller got with the page before: visible ASCII, since row keys are; anything else was never ours.</summary>
internal static class ContinuationTokens
{
    private const int Longest = 200;

    /// <summary>Null for the first page.</summary>
    public static Outcome<string?> Continuation(this HttpRequest request) =>
        request.Query["continuation"].ToString() is { Length: > 0 } given
            ? given.Length <= Longest && given.All(character => character is >= ' ' and <= '~')
                ? Outcome<string?>.Of(given)
                : new Refusal("continuation-invalid", "continuation")
            : Outcome<string?>.Of(null);
}
