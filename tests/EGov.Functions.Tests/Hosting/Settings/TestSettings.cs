using EGov.Functions.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace EGov.Functions.Tests.Hosting.Settings;

/// <summary>Settings as a test writes them down.</summary>
internal static class TestSettings
{
    /// <summary>What a machine without Azure needs at the least.</summary>
    public static IReadOnlyDictionary<string, string?> Machine { get; } = new Dictionary<string, string?>
    {
        ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
        ["ServiceBus"] = "Endpoint=sb://local/",
        ["Secrets:Folder"] = "secrets",
        ["Identity:Issuer"] = "http://127.0.0.1:4290/",
    };

    public static IConfiguration Of(params IEnumerable<KeyValuePair<string, string?>> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    public static SettingsReader Reader(params IEnumerable<KeyValuePair<string, string?>> settings) => new(Of(settings));

    public static LimitSettings Limits(params IEnumerable<KeyValuePair<string, string?>> settings) => LimitSettings.Read(Reader(settings));
}
