namespace EGov.Functions.Tests.Conventions;

/// <summary>Where settings are read.</summary>
internal static class SettingRules
{
    /// <summary>Every type that reads a setting out of configuration or out of the environment.</summary>
    public static IEnumerable<string> Readers(IEnumerable<Uses> code) => code
        .Where(type => type.Calls.Any(call =>
            call.StartsWith("Microsoft.Extensions.Configuration.", StringComparison.Ordinal)
            || call.StartsWith("System.Environment.GetEnvironmentVariable", StringComparison.Ordinal)))
        .Select(type => type.Type);
}
