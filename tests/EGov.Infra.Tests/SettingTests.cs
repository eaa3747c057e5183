using System.Text.Json;
using EGov.Functions.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace EGov.Infra.Tests;

/// <summary>The settings that the code reads, those that the templates set and those of a developer's machine are the same.</summary>
public sealed class SettingTests
{
    /// <summary>What the Functions host or a library reads, and no code of ours.</summary>
    private static readonly string[] _platform =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "AzureWebJobsStorage__accountName",
        "AzureWebJobsStorage__clientId",
        "AzureWebJobsStorage__credential",
        "ServiceBus__clientId",
        "ServiceBus__credential",
    ];

    private static readonly string[] _localRuntime = ["Azurite__", "LocalBus__"];

    private static readonly IReadOnlyList<Setting> _asked = Asked();

    public static TheoryData<string> Deployments => ["dev", "prod", "scanner"];

    [Theory]
    [MemberData(nameof(Deployments))]
    public void Every_setting_that_the_code_expects_from_the_template_is_in_it_and_no_other(string deployment) => Assert.Equal(
        _asked.Where(setting => setting.SetBy is SettingSource.Template).Select(setting => setting.Name).Concat(_platform).Order(StringComparer.Ordinal),
        Template.Of(deployment).Of("Microsoft.Web/sites/config").Single(settings => settings.Name.EndsWith("/appsettings", StringComparison.Ordinal))
            .Json.GetProperty("properties").EnumerateObject().Select(setting => setting.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_setting_of_a_developers_machine_is_read_by_the_code_or_by_the_local_runtime()
    {
        var local = Local().Select(setting => setting.Key).ToList();

        Assert.NotEmpty(local);
        Assert.All(
            local.Where(name => !_localRuntime.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))),
            name => Assert.Contains(name, _asked.Select(setting => setting.Name)));
    }

    /// <summary>What only such a machine has, is there: or the program that is started by itself would lack it.</summary>
    [Fact]
    public void Every_setting_that_only_a_developers_machine_has_is_there() => Assert.All(
        _asked.Where(setting => setting.SetBy is SettingSource.Machine).Select(setting => setting.Name),
        name => Assert.Contains(name, Local().Select(setting => setting.Key)));

    [Fact]
    public void A_developers_machine_starts_with_its_settings() => Assert.NotNull(AppSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(Local().Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value)))
        .Build()));

    private static Setting[] Asked()
    {
        var reader = new SettingsReader(new ConfigurationBuilder().Build());
        AppSettings.Read(reader);
        return [.. reader.Asked];
    }

    /// <summary>As the Core Tools read it: what stands under Host keeps its place.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> Local()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Bicep.Root, "functions", "EGov.Functions", "local.settings.json")));
        return
        [
            .. json.RootElement.GetProperty("Values").EnumerateObject().Select(one => KeyValuePair.Create(one.Name, one.Value.GetString())),
            KeyValuePair.Create("Host__CORS", json.RootElement.GetProperty("Host").GetProperty("CORS").GetString()),
        ];
    }
}
