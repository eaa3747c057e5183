using System.Text.Json;

namespace EGov.Domain.Submissions;

/// <summary>How the states are written outside: kebab-case, stable.</summary>
public static class WireNames
{
    public static string ToWire<T>(this T value)
        where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
