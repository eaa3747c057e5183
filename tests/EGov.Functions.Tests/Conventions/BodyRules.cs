namespace EGov.Functions.Tests.Conventions;

/// <summary>Where the application reads what a caller sent.</summary>
internal static class BodyRules
{
    private static readonly string[] s_ways =
    [
        "Microsoft.AspNetCore.Http.HttpRequest.get_Body", "Microsoft.AspNetCore.Http.HttpRequest.get_BodyReader", "Microsoft.AspNetCore.Http.HttpRequest.get_Form",
        "Microsoft.AspNetCore.Http.HttpRequest.ReadFormAsync", "Microsoft.AspNetCore.Http.HttpRequestJsonExtensions.ReadFromJsonAsync",
        "Microsoft.AspNetCore.Http.HttpRequestRewindExtensions.EnableBuffering",
    ];

    /// <summary>Every type that reads a body by itself, which then has no limit of ours.</summary>
    public static IEnumerable<string> Readers(IEnumerable<Uses> code) => code.Where(type => type.Calls.Overlaps(s_ways)).Select(type => type.Type);
}
