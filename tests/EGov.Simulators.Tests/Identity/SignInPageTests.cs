using System.Net.Http.Json;
using System.Text.Json;
using EGov.Simulators.Identity;

namespace EGov.Simulators.Tests.Identity;

public sealed class SignInPageTests
{
    [Theory]
    [InlineData("en", "en", "Choose who to sign in as")]
    [InlineData("zh-Hant-HK", "zh-Hant-HK", "選擇以誰的身分登入")]
    [InlineData("zh-Hans-HK", "zh-Hans-HK", "选择以谁的身份登录")]
    [InlineData("fr zh-TW", "zh-Hant-HK", "選擇以誰的身分登入")]
    [InlineData("zh-CN en", "zh-Hans-HK", "选择以谁的身份登录")]
    [InlineData("fr", "en", "Choose who to sign in as")]
    public async Task The_page_speaks_the_language_that_the_portal_asks_for_and_offers_every_persona(string wish, string tag, string heading)
    {
        await using var host = await SimulatorHost.StartAsync();

        using var answer = await host.OpenSignInAsync(SimulatorHost.AuthorizationRequest(wish));
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains($"<html lang=\"{tag}\">", page, StringComparison.Ordinal);
        Assert.Contains($"<h1>{heading}</h1>", page, StringComparison.Ordinal);
        Assert.Equal(tag, answer.Content.Headers.ContentLanguage.Single());
        Assert.All(Personas.All, persona =>
        {
            Assert.Contains($"<button name=\"persona\" value=\"{persona.Id}\">", page, StringComparison.Ordinal);
            Assert.Contains(persona.Name.En, page, StringComparison.Ordinal);
            Assert.Contains(tag == "zh-Hans-HK" ? persona.Name.Sc : persona.Name.Tc, page, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_page_allows_no_script_and_nothing_from_elsewhere()
    {
        await using var host = await SimulatorHost.StartAsync();

        using var answer = await host.OpenSignInAsync(SimulatorHost.AuthorizationRequest());
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        // Browsers apply form-action to the redirect after the form as well, so the portal has to be in it.
        Assert.Contains($"form-action 'self' {SimulatorHost.PortalOrigin}", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        using var sheet = await host.Http.GetAsync("simulators.css", TestContext.Current.CancellationToken);
        Assert.Equal("text/css", sheet.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task What_the_portal_sends_is_written_into_the_page_as_text()
    {
        await using var host = await SimulatorHost.StartAsync();

        using var answer = await host.OpenSignInAsync(new(SimulatorHost.AuthorizationRequest()) { ["state"] = "\"><script>alert(1)</script>" });
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_personas_are_listed_each_with_a_subject_of_its_own()
    {
        await using var host = await SimulatorHost.StartAsync();

        var listed = (await host.Http.GetFromJsonAsync<JsonElement>("simulators/personas", TestContext.Current.CancellationToken))
            .GetProperty("personas").EnumerateArray().ToList();

        Assert.Equal(Personas.All.Select(persona => persona.Id), listed.Select(persona => persona.GetProperty("id").GetString()!));
        Assert.Equal(listed.Count, listed.Select(persona => persona.GetProperty("sub").GetString()).Distinct().Count());
        Assert.Equal("陳大文", listed[0].GetProperty("name").GetProperty("tc").GetString());
    }
}
