using System.Text.Json.Nodes;
using EGov.Domain;
using EGov.Functions.Hosting.Http;
using EGov.Testing;

namespace EGov.Functions.Tests.Journeys;

/// <summary>Every refusal speaks the caller's language.</summary>
public sealed class LanguageTests(Platform platform)
{
    private const string Form = "ird-postal-address";

    private static readonly (string Accepted, string Tag, Language Language)[] Languages =
    [
        ("en", "en", Language.En),
        ("zh-Hant-HK", "zh-Hant-HK", Language.Tc),
        ("zh-Hans-HK", "zh-Hans-HK", Language.Sc),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans-HK", Language.Sc),
        ("fr;q=0.9,zh-TW;q=0.5,en;q=0.4", "zh-Hant-HK", Language.Tc),
        ("fr", "en", Language.En),
        ("", "en", Language.En),
    ];

    [Fact]
    public async Task Each_refusal_comes_in_the_language_that_was_asked_for()
    {
        var (citizen, officer, anyone) = (await platform.CitizenAsync(), await platform.OfficerAsync("ird"), await platform.WithTokenAsync(null));
        var begun = (await citizen.PostAsync("drafts", new { formId = Form })).Is(201);
        var draft = $"drafts/{begun.Text("draftId")}";
        (await citizen.SubmitAsync(Form, FormAnswers.Read(Form), key: "taken")).Is(201);
        (string Code, Func<(string, string), Task<Reply>> Provoke)[] refusals =
        [
            ("sign-in-required", language => anyone.GetAsync("me", language)),
            ("not-permitted", language => citizen.GetAsync("departments/ird/inbox", language)),
            ("not-found", language => citizen.GetAsync("submissions/none", language)),
            ("form-unknown", language => anyone.GetAsync("forms/none", language)),
            ("malformed-json", language => SendAsync(citizen, HttpMethod.Post, "drafts", "{", language)),
            ("content-type-not-json", language => SendAsync(citizen, HttpMethod.Post, "drafts", "{}", language, "text/plain")),
            ("body-too-large", language => SendAsync(citizen, HttpMethod.Post, "drafts", new string(' ', 600_000), language)),
            ("idempotency-key-missing", language => citizen.PostAsync("submissions", new { }, language)),
            ("idempotency-key-invalid", language => citizen.PostAsync("submissions", new { }, language, ("Idempotency-Key", "a b"))),
            ("idempotency-key-reused", language => citizen.PostAsync("submissions", Body(Form, language: "sc"), language, ("Idempotency-Key", "taken"))),
            ("precondition-required", language => citizen.PutAsync(draft, new { answers = new { } }, language)),
            ("changed-meanwhile", language => citizen.PutAsync(draft, new { answers = new { } }, language, ("If-Match", "\"stale\""))),
            ("answers-not-object", language => citizen.PutAsync(draft, new { answers = 1 }, language, ("If-Match", "*"))),
            ("answers-invalid", language => citizen.PostAsync("submissions", Body(Form, new JsonObject()), language, ("Idempotency-Key", "k"))),
            ("file-name-invalid", language => citizen.PostAsync($"{draft}/attachments", new { field = "authorityLetter", fileName = "/", size = 1 }, language)),
            ("field-takes-no-file", language => citizen.PostAsync($"{draft}/attachments", new { field = "x", fileName = "x", size = 1 }, language)),
            ("state-unknown", language => officer.GetAsync("departments/ird/inbox?state=lost", language)),
            ("lease-length", language => officer.PostAsync("departments/ird/leases", new { seconds = 1 }, language)),
        ];

        foreach (var (code, provoke) in refusals)
        {
            foreach (var (accepted, tag, language) in Languages)
            {
                var reply = (await provoke(("Accept-Language", accepted))).Refuses(code);
                Assert.Equal(tag, Assert.Single(reply.ContentHeaders.ContentLanguage));
                Assert.Equal(Sentences.All[code].Text.In(language), reply.Text("detail"));
            }
        }
    }

    [Fact]
    public async Task Each_fault_of_an_answer_comes_in_that_language_with_its_limit_put_in()
    {
        var citizen = await platform.CitizenAsync();
        var answers = FormAnswers.Read(Form);
        answers["surnameEnglish"] = new string('X', 5000);
        answers["identityCardNumber"] = "A123456(4)";

        foreach (var (accepted, _, language) in Languages)
        {
            var errors = (await citizen.PostAsync("submissions", Body(Form, answers), ("Accept-Language", accepted), ("Idempotency-Key", "k")))
                .Refuses("answers-invalid").Body!["errors"]!.AsArray();
            Assert.Equal(2, errors.Count);
            Assert.All(errors, error => Assert.DoesNotContain("{", (string)error!["detail"]!, StringComparison.Ordinal));
            Assert.Equal(
                Sentences.All["hkid-check-digit"].Text.In(language),
                (string?)errors.Single(error => (string?)error!["code"] == "hkid-check-digit")!["detail"]);
        }
    }

    private static object Body(string form, JsonObject? answers = null, string language = "en") =>
        new { formId = form, formVersion = 1, answers = (answers ?? FormAnswers.Read(form)).DeepClone(), language };

    private static async Task<Reply> SendAsync(
        Caller caller, HttpMethod method, string path, string body, (string, string) language, string mediaType = "application/json")
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, mediaType);
        return await caller.SendAsync(method, path, content, language);
    }
}
