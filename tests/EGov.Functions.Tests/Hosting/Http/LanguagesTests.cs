using EGov.Domain;
using EGov.Functions.Hosting.Http;

namespace EGov.Functions.Tests.Hosting.Http;

public sealed class LanguagesTests
{
    [Theory]
    [InlineData(null, Language.En)]
    [InlineData("", Language.En)]
    [InlineData("en", Language.En)]
    [InlineData("en-GB", Language.En)]
    [InlineData("EN-us", Language.En)]
    [InlineData("zh", Language.Tc)]
    [InlineData("zh-HK", Language.Tc)]
    [InlineData("zh-TW", Language.Tc)]
    [InlineData("zh-MO", Language.Tc)]
    [InlineData("zh-Hant", Language.Tc)]
    [InlineData("zh-Hant-HK", Language.Tc)]
    [InlineData("zh-Hant-CN", Language.Tc)]
    [InlineData("ZH-HANT", Language.Tc)]
    [InlineData("yue", Language.Tc)]
    [InlineData("yue-HK", Language.Tc)]
    [InlineData("yue-Hant-HK", Language.Tc)]
    [InlineData("yue-Hans", Language.Sc)]
    [InlineData("zh-CN", Language.Sc)]
    [InlineData("zh-SG", Language.Sc)]
    [InlineData("zh-Hans", Language.Sc)]
    [InlineData("zh-Hans-HK", Language.Sc)]
    [InlineData("zh-cmn-Hans-CN", Language.Sc)]
    [InlineData("zh-cn", Language.Sc)]
    [InlineData("fr", Language.En)]
    [InlineData("fr, zh-CN", Language.Sc)]
    [InlineData("*", Language.En)]
    [InlineData("en;q=0.5, zh-HK", Language.Tc)]
    [InlineData("zh-HK;q=0.5, en;q=0.9", Language.En)]
    [InlineData("zh-CN;q=0.8, zh-HK;q=0.9, en;q=0.1", Language.Tc)]
    [InlineData("zh-HK, en", Language.Tc)]
    [InlineData("zh-HK;q=0", Language.En)]
    [InlineData("zh-HK;q=0, zh-CN;q=0.1", Language.Sc)]
    [InlineData("fr;q=1, de;q=0.9", Language.En)]
    [InlineData("%%%, ;;q=", Language.En)]
    [InlineData("zh_HK", Language.En)]
    [InlineData("zhuang", Language.En)]
    public void The_first_wanted_language_that_is_there_is_taken(string? accepted, Language language) =>
        Assert.Equal(language, HttpCalls.Call(acceptLanguage: accepted).Request.Language());

    [Fact]
    public void Garbage_of_any_length_is_English() =>
        Assert.Equal(Language.En, HttpCalls.Call(acceptLanguage: new string('-', 10_000)).Request.Language());

    [Theory]
    [InlineData(Language.En, "en")]
    [InlineData(Language.Tc, "zh-Hant-HK")]
    [InlineData(Language.Sc, "zh-Hans-HK")]
    public void Each_language_has_its_tag(Language language, string tag) => Assert.Equal(tag, language.Tag());
}
