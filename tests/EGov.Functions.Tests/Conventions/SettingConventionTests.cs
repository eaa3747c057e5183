using EGov.Functions.Hosting;
using EGov.Functions.Tests.Conventions.Fixtures;

namespace EGov.Functions.Tests.Conventions;

/// <summary>What is read past the reader is neither checked at the start nor held against the templates.</summary>
public sealed class SettingConventionTests
{
    private const string Reader = "EGov.Functions.Hosting.Settings.SettingsReader";

    [Fact]
    public void Settings_are_read_by_the_reader_alone()
    {
        var uses = Uses.In(typeof(FunctionCatalogue).Assembly, "EGov.");

        Assert.Equal([Reader], SettingRules.Readers(uses));
    }

    [Fact]
    public void Code_that_reads_a_setting_by_itself_is_found() => Assert.Equal(
        [typeof(ReadsItsOwnSetting).FullName],
        SettingRules.Readers(Uses.In(typeof(SettingConventionTests).Assembly, typeof(ReadsItsOwnSetting).FullName!)));
}
