using EGov.Functions.Hosting.Settings;

namespace EGov.Functions.Tests.Hosting.Settings;

public sealed class AppSettingsTests
{
    private static readonly Dictionary<string, string?> _cloud = new()
    {
        ["AZURE_CLIENT_ID"] = "client",
        ["AzureWebJobsStorage:tableServiceUri"] = "https://st1.table.core.windows.net",
        ["AzureWebJobsStorage:blobServiceUri"] = "https://st1.blob.core.windows.net",
        ["Quarantine:blobServiceUri"] = "https://stq1.blob.core.windows.net",
        ["ServiceBus:fullyQualifiedNamespace"] = "sb1.servicebus.windows.net",
        ["KeyVault:Uri"] = "https://kv1.vault.azure.net/",
        ["Identity:Instance"] = "https://login.microsoftonline.com/",
        ["Identity:TenantId"] = "tenant",
        ["Identity:ClientId"] = "api",
        ["Identity:Audience"] = "api://api",
        ["Limits:ForwardedHops"] = "1",
        ["Holidays:Feed"] = "https://holidays.example/{language}.json",
        ["Mail:Endpoint"] = "",
        ["Portal:Origin"] = "https://portal.example",
        ["Malware:Clamd"] = "",
        ["Malware:Verdicts"] = "account",
    };

    [Fact]
    public void A_machines_settings_are_enough() => Assert.Equal("http://127.0.0.1:4290/", AppSettings.Read(TestSettings.Of(TestSettings.Machine)).Identity.Issuer!.AbsoluteUri);

    [Fact]
    public void The_clouds_settings_are_enough_and_what_is_empty_there_is_absent()
    {
        var settings = AppSettings.Read(TestSettings.Of(_cloud));

        Assert.Equal(("sb1.servicebus.windows.net", 1), (settings.Bus.Namespace, settings.Limits.ForwardedHops));
        Assert.Equal((null, null, true), (settings.Mail.Endpoint, settings.Malware.Clamd, settings.Malware.ByAccount));
        Assert.Equal("client", settings.Storage.ClientId);
    }

    [Fact]
    public void With_no_settings_everything_that_is_missing_is_listed_at_once() => Assert.Equal(
        [
            "AzureWebJobsStorage (for tables and blobs on a machine without Azure) is missing, and so is AzureWebJobsStorage__tableServiceUri: one of them is needed",
            "ServiceBus (for the bus on a machine without Azure) is missing, and so is ServiceBus__fullyQualifiedNamespace: one of them is needed",
            "KeyVault__Uri (for the vault that holds the keys) is missing, and so is Secrets__Folder: one of them is needed",
            "Identity__Issuer (for the issuer whose tokens are believed where it is not Entra) is missing, and so is Identity__Instance: one of them is needed",
        ],
        Assert.Throws<InvalidSettingsException>(() => AppSettings.Read(TestSettings.Of())).Problems);

    [Fact]
    public void All_problems_stand_in_one_message_each_on_a_line_of_its_own()
    {
        var failure = Assert.Throws<InvalidSettingsException>(() => AppSettings.Read(TestSettings.Of(
            [.. TestSettings.Machine, new("Limits:ForwardedHops", "99"), new("Mail:Endpoint", "nowhere")])));

        Assert.StartsWith("The settings are wrong in 3 places:\n- Mail__Endpoint (for handing letters over) is no absolute", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, failure.Message.Count(letter => letter == '\n'));
    }

    [Theory]
    [InlineData("AzureWebJobsStorage:tableServiceUri", "https://st1.table.core.windows.net", "AzureWebJobsStorage", "contradicts AzureWebJobsStorage__tableServiceUri")]
    [InlineData("Quarantine:blobServiceUri", "https://stq1.blob.core.windows.net", "AzureWebJobsStorage", "contradicts AzureWebJobsStorage__tableServiceUri")]
    [InlineData("AzureWebJobsStorage", "Password=hunter2", "AzureWebJobsStorage", "is no connection string")]
    [InlineData("ServiceBus", "sb://hunter2", "ServiceBus", "is no connection string")]
    [InlineData("ServiceBus:fullyQualifiedNamespace", "sb1.servicebus.windows.net", "ServiceBus", "contradicts")]
    [InlineData("KeyVault:Uri", "https://kv1.vault.azure.net/", "KeyVault__Uri", "contradicts Secrets__Folder")]
    [InlineData("Identity:Issuer", "http://issuer.example/", "Identity__Issuer", "must be https")]
    [InlineData("Identity:Issuer", "/issuer", "Identity__Issuer", "is no absolute")]
    [InlineData("Identity:Instance", "https://login.microsoftonline.com/", "Identity__Issuer", "contradicts")]
    [InlineData("Malware:Clamd", "clamd.internal", "Malware__Clamd", "is no host and port")]
    [InlineData("Malware:Clamd", "clamd.internal:0", "Malware__Clamd", "is no host and port")]
    [InlineData("Malware:Clamd", "clamd.internal:99999", "Malware__Clamd", "is no host and port")]
    [InlineData("Malware:Verdicts", "defender", "Malware__Verdicts", "knows one value, which is account")]
    [InlineData("Holidays:Feed", "https://holidays.example/en.json", "Holidays__Feed", "does not say where {language} goes")]
    [InlineData("Holidays:Feed", "holidays/{language}", "Holidays__Feed", "is no absolute")]
    [InlineData("Mail:Endpoint", "https://mail.example/letters", "Portal__Origin", "is missing, and Mail__Endpoint needs it")]
    [InlineData("Portal:Origin", "portal.example", "Portal__Origin", "is no absolute")]
    [InlineData("Limits:PerNetwork", "perhaps", "Limits__PerNetwork", "is neither true nor false")]
    [InlineData("Limits:ForwardedHops", "-1", "Limits__ForwardedHops", "is no whole number from 0 to 8")]
    [InlineData("Limits:Holds:PerPerson", "0", "Limits__Holds__PerPerson", "is no whole number from 1 to 1000000")]
    [InlineData("Limits:Joins:PerNetwork", "1e3", "Limits__Joins__PerNetwork", "is no whole number")]
    public void A_setting_that_is_wrong_is_named_as_it_is_written_in_app_settings(string name, string value, string named, string problem)
    {
        var wrong = new Dictionary<string, string?>(TestSettings.Machine) { [name] = value };

        var found = Assert.Throws<InvalidSettingsException>(() => AppSettings.Read(TestSettings.Of(wrong))).Problems;

        Assert.Contains(found, one => one.StartsWith($"{named} (for ", StringComparison.Ordinal) && one.Contains(problem, StringComparison.Ordinal));
        Assert.DoesNotContain(found, one => one.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void A_deployment_in_which_nobody_looks_for_malware_is_not_started() => Assert.Equal(
        ["Malware__Verdicts (for whose verdict on attached files holds where there is no scanner) is missing, and so is Malware__Clamd: one of them is needed"],
        Problems(new(_cloud) { ["Malware:Verdicts"] = "" }));

    [Fact]
    public void Two_that_look_for_malware_contradict_each_other_wherever_it_is()
    {
        var twice = new Dictionary<string, string?>(_cloud) { ["Malware:Clamd"] = "clamd.internal:3310" };
        string[] problem = ["Malware__Verdicts (for whose verdict on attached files holds where there is no scanner) contradicts Malware__Clamd: only one of them may be set"];

        Assert.Equal(problem, Problems(twice));
        Assert.Equal(problem, Problems(new(TestSettings.Machine) { ["Malware:Clamd"] = "127.0.0.1:3310", ["Malware:Verdicts"] = "account" }));
    }

    [Fact]
    public void A_deployment_may_have_a_scanner_of_its_own_and_a_developers_machine_may_have_none_or_either()
    {
        Assert.Equal((("clamd.internal", 3310), false), Malware(new(_cloud) { ["Malware:Clamd"] = "clamd.internal:3310", ["Malware:Verdicts"] = "" }));
        Assert.Equal((null, false), Malware(new(TestSettings.Machine)));
        Assert.Equal((("127.0.0.1", 3310), false), Malware(new(TestSettings.Machine) { ["Malware:Clamd"] = "127.0.0.1:3310" }));
        Assert.Equal((null, true), Malware(new(TestSettings.Machine) { ["Malware:Verdicts"] = "account" }));
    }

    [Theory]
    [InlineData("AzureWebJobsStorage:blobServiceUri", "AzureWebJobsStorage__blobServiceUri (for the blobs that are kept) is missing")]
    [InlineData("Quarantine:blobServiceUri", "Quarantine__blobServiceUri (for the blobs that browsers send) is missing")]
    [InlineData("AzureWebJobsStorage:tableServiceUri", "AzureWebJobsStorage__tableServiceUri (for the tables that hold all cases and appointments) is missing")]
    [InlineData("Identity:TenantId", "Identity__TenantId (for the tenant whose tokens are believed) is missing, and Identity__Instance needs it")]
    [InlineData("Identity:Audience", "Identity__Audience (for the audience that a token must name) is missing, and Identity__Instance needs it")]
    public void Half_of_what_belongs_together_is_not_enough(string left, string problem) => Assert.Equal(
        [problem],
        Assert.Throws<InvalidSettingsException>(() => AppSettings.Read(TestSettings.Of(_cloud.Where(setting => setting.Key != left)))).Problems);

    [Fact]
    public void Every_setting_is_asked_for_whatever_the_others_say()
    {
        var (nothing, everything) = (TestSettings.Reader(), TestSettings.Reader([.. _cloud.Where(setting => setting.Key != "Mail:Endpoint"), .. TestSettings.Machine, new("Mail:Endpoint", "https://mail.example/")]));

        AppSettings.Read(nothing);
        AppSettings.Read(everything);

        Assert.True(nothing.Asked.Count > 20);
        Assert.Equal(nothing.Asked.Select(setting => setting.Name).Order(StringComparer.Ordinal), everything.Asked.Select(setting => setting.Name).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<string> Problems(Dictionary<string, string?> settings) =>
        Assert.Throws<InvalidSettingsException>(() => AppSettings.Read(TestSettings.Of(settings))).Problems;

    private static ((string Host, int Port)? Clamd, bool ByAccount) Malware(Dictionary<string, string?> settings)
    {
        var malware = AppSettings.Read(TestSettings.Of(settings)).Malware;
        return (malware.Clamd, malware.ByAccount);
    }
}
