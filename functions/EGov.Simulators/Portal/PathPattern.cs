using System.Text.RegularExpressions;

namespace EGov.Simulators.Portal;

/// <summary>The wildcards of a static web app's rules: <c>*</c> for anything, <c>{png,jpg}</c> for one of some endings.</summary>
internal static partial class PathPattern
{
    public static Regex Of(string route)
    {
        var pattern = Parts().Replace(route, static part => part.Value switch
        {
            "*" => ".*",
            ['{', .. var choices, '}'] => $"({string.Join('|', choices.Split(',').Select(choice => Regex.Escape(choice.Trim())))})",
            var literal => Regex.Escape(literal),
        });
        return new Regex($"^{pattern}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    [GeneratedRegex(@"\*|\{[^{}]*\}|[^*{}]+|[{}]")]
    private static partial Regex Parts();
}
