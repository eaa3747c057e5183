using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace EGov.LocalRuntime.Hosting;

/// <summary>Resolves <c>%name%</c> in a trigger's text to the setting of that name, as Azure does.</summary>
internal static partial class AppSettingNames
{
    public static string Resolve(this IConfiguration configuration, string text) => Name().Replace(
        text,
        name => configuration[name.Groups[1].Value]
            ?? throw new InvalidOperationException($"The setting '{name.Groups[1].Value}', which a trigger names, is not set."));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Name();
}
