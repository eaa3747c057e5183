using System.Text;
using System.Text.Json.Nodes;
using EGov.Testing;

namespace EGov.Functions.Tests.Journeys;

/// <summary>What makes a submission count once, and what keeps one out.</summary>
public sealed class SubmissionTests(Platform platform)
{
    private const string Form = "ird-postal-address";

    [Fact]
    public async Task The_same_key_and_body_get_the_first_answer_however_often_and_at_once()
    {
        var citizen = await platform.CitizenAsync();
        var (answers, key) = (FormAnswers.Read(Form), Guid.NewGuid().ToString());

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => citizen.SubmitAsync(Form, answers, key: key)));
        var later = await citizen.SubmitAsync(Form, answers, key: key);

        Assert.All(replies, reply => reply.Is(201));
        Assert.Single(replies.Append(later).Select(reply => reply.Body!.ToJsonString()).Distinct());
        await Until.Async(async () => (await citizen.ListAsync("cases", "cases")).Count > 0, "the case is in the list");
        Assert.Single(await citizen.ListAsync("cases", "cases"));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var citizen = await platform.CitizenAsync();
        var (answers, key) = (FormAnswers.Read(Form), Guid.NewGuid().ToString());
        (await citizen.SubmitAsync(Form, answers, key: key)).Is(201);

        (await citizen.SubmitAsync(Form, answers, language: "sc", key: key)).Refuses("idempotency-key-reused").Is(422);
    }

    [Fact]
    public async Task The_same_key_of_another_person_is_another_submission()
    {
        var (one, other) = (await platform.CitizenAsync(), await platform.CitizenAsync());
        var (answers, key) = (FormAnswers.Read(Form), Guid.NewGuid().ToString());

        var first = (await one.SubmitAsync(Form, answers, key: key)).Is(201).Text("reference");
        var second = (await other.SubmitAsync(Form, answers, key: key)).Is(201).Text("reference");

        Assert.NotEqual(first, second);
        (await other.GetAsync($"submissions/{first}")).Refuses("not-found");
        (await other.GetAsync($"submissions/{first}/answers")).Refuses("not-found");
        (await other.GetAsync($"submissions/{first}/receipt")).Refuses("not-found");
    }

    [Fact]
    public async Task Without_a_key_or_with_an_impossible_one_nothing_is_taken()
    {
        var citizen = await platform.CitizenAsync();
        var body = new { formId = Form, formVersion = 1, answers = FormAnswers.Read(Form), language = "en" };

        (await citizen.PostAsync("submissions", body)).Refuses("idempotency-key-missing").Is(400);
        (await citizen.DoAsync("submissions", body, new string('k', 256))).Refuses("idempotency-key-invalid");
        (await citizen.DoAsync("submissions", body, "two words")).Refuses("idempotency-key-invalid");
        (await citizen.DoAsync("submissions", body, new string('k', 255))).Is(201);
    }

    [Fact]
    public async Task Twenty_at_once_with_different_keys_make_one_submission_where_a_person_may_submit_once()
    {
        var citizen = await platform.CitizenAsync();
        var answers = FormAnswers.Read("reo-voter-registration");

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => citizen.SubmitAsync("reo-voter-registration", answers)));

        var reference = Assert.Single(replies, reply => reply.Status == 201).Text("reference");
        Assert.All(
            replies.Where(reply => reply.Status != 201),
            reply => Assert.Equal(reference, (string?)reply.Refuses("already-submitted").Is(409).Body!["values"]!["reference"]));
    }

    /// <summary>Two tabs, two devices, and languages changed between two tries: each sends a key of its own.</summary>
    [Fact]
    public async Task Twenty_at_once_with_different_keys_make_one_submission_of_a_draft()
    {
        var citizen = await platform.CitizenAsync();
        var (answers, draftId) = (FormAnswers.Read(Form), await citizen.DraftAsync(Form));

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => citizen.SubmitAsync(Form, answers, draftId)));
        var later = await citizen.SubmitAsync(Form, answers, draftId, language: "tc");

        var reference = Assert.Single(replies, reply => reply.Status == 201).Text("reference");
        Assert.All(
            replies.Where(reply => reply.Status != 201).Append(later),
            reply => Assert.Equal(reference, (string?)reply.Refuses("already-submitted").Is(409).Body!["values"]!["reference"]));

        // Whoever begins anew at once has a new draft, though the old one may not be closed yet.
        (await citizen.SubmitAsync(Form, answers, await citizen.DraftAsync(Form))).Is(201);
    }

    [Fact]
    public async Task Sixty_at_once_of_several_people_take_exactly_the_ten_places_there_are()
    {
        var form = await TestForms.PublishAsync(platform, document => document["quota"] = 10);
        var citizens = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => platform.CitizenAsync()));

        var calls = Enumerable.Range(0, 60)
            .Select(i => (Citizen: citizens[i % 5], Key: Guid.NewGuid().ToString(), Answers: new JsonObject { ["name"] = $"Person {i}" }))
            .ToList();
        var replies = await Task.WhenAll(calls.Select(call => call.Citizen.SubmitAsync(form, call.Answers, key: call.Key)));

        Assert.Equal(10, replies.Count(reply => reply.Status == 201));
        Assert.All(replies.Where(reply => reply.Status != 201), reply => reply.Refuses("quota-full").Is(403));
        Assert.Equal(10, replies.Where(reply => reply.Status == 201).Select(reply => reply.Text("reference")).Distinct().Count());

        // Whoever was taken is taken when they ask again, though the form is full by now; whoever was not is not.
        var again = await Task.WhenAll(calls.Select(call => call.Citizen.SubmitAsync(form, call.Answers, key: call.Key)));
        Assert.Equal(replies.Select(reply => reply.Status), again.Select(reply => reply.Status));
    }

    [Fact]
    public async Task A_form_takes_nothing_before_it_opens_and_after_it_has_closed()
    {
        var citizen = await platform.CitizenAsync();
        var answers = new JsonObject { ["name"] = "Chan" };
        var early = await TestForms.PublishAsync(platform, document => document["opens"] = "2099-01-01T00:00:00Z");
        var late = await TestForms.PublishAsync(platform, document => document["closes"] = "2020-01-01T00:00:00Z");
        var now = await TestForms.PublishAsync(platform, document =>
            (document["opens"], document["closes"]) = ("2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"));

        (await citizen.SubmitAsync(early, answers)).Refuses("form-not-open").Is(403);
        (await citizen.SubmitAsync(late, answers)).Refuses("form-not-open").Is(403);
        (await citizen.SubmitAsync(now, answers)).Is(201);
    }

    [Fact]
    public async Task Every_wrong_answer_is_named_with_its_field_and_a_sentence()
    {
        var citizen = await platform.CitizenAsync();
        var answers = FormAnswers.Read(Form);
        answers["identityCardNumber"] = "A123456(4)";
        answers.Remove("givenNamesEnglish");
        answers["invented"] = 1;
        answers["oldAddress"]!["district"] = "R";

        var errors = (await citizen.SubmitAsync(Form, answers)).Refuses("answers-invalid").Is(422).Body!["errors"]!.AsArray();

        Assert.Equal(
            [("givenNamesEnglish", "required"), ("identityCardNumber", "hkid-check-digit"), ("invented", "unknown-field"), ("oldAddress.district", "address-district")],
            errors.Select(error => ((string)error!["field"]!, (string)error["code"]!)).OrderBy(error => error.Item1, StringComparer.Ordinal));
        Assert.All(errors, error => Assert.NotEmpty((string)error!["detail"]!));
        Assert.DoesNotContain("A123456", errors.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_or_version_that_is_not_there_is_unknown()
    {
        var citizen = await platform.CitizenAsync();

        (await citizen.SubmitAsync("no-such-form", [])).Refuses("form-unknown").Is(404);
        (await citizen.SubmitAsync(Form, FormAnswers.Read(Form), version: 99)).Refuses("form-unknown").Is(404);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_whether_or_not_it_says_its_length()
    {
        var citizen = await platform.CitizenAsync();
        var body = $$$"""{"formId":"{{{Form}}}","formVersion":1,"answers":{"surnameEnglish":"{{{new string('x', 600_000)}}}"}}""";

        using var told = new StringContent(body, Encoding.UTF8, "application/json");
        (await citizen.SendAsync(HttpMethod.Post, "submissions", told, ("Idempotency-Key", "k1"))).Refuses("body-too-large").Is(413);
        using var untold = new StringContent(body, Encoding.UTF8, "application/json");
        (await citizen.SendAsync(HttpMethod.Post, "submissions", untold, ("Idempotency-Key", "k2"), ("Transfer-Encoding", "chunked")))
            .Refuses("body-too-large").Is(413);
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(20)]
    public async Task A_draft_id_that_we_never_made_is_refused_and_nothing_is_stored(int length)
    {
        var citizen = await platform.CitizenAsync();

        (await citizen.SubmitAsync(Form, FormAnswers.Read(Form), new string('d', length))).Refuses("draft-unknown").Is(422);

        Assert.Empty(await citizen.ListAsync("cases", "cases"));
    }

    /// <summary>JSON escapes what lies beyond the Basic Multilingual Plane, and normalisation writes some musical symbols in three characters.</summary>
    [Theory]
    [InlineData(0x1F300, 0x1FAFF, 10_000, 1)]
    [InlineData(0x1D1BF, 0x1D1C0, 6_500, 3)]
    public async Task The_longest_answers_that_are_taken_come_back_whole_whatever_they_are_written_in(int first, int last, int length, int grows)
    {
        var citizen = await platform.CitizenAsync();
        var form = await TestForms.PublishAsync(platform, document =>
        {
            for (var i = 0; i < 60_000 / length; i++)
            {
                TestForms.Fields(document).Add(TestForms.Story($"story{i}", 20_000));
            }
        });
        var stories = Enumerable.Range(0, 60_000 / length).Select(_ =>
            string.Concat(Enumerable.Range(0, length).Select(_ => new Rune(Random.Shared.Next(first, last + 1)).ToString()))).ToList();
        var members = string.Join(',', stories.Select((story, i) => $"\"story{i}\":\"{story}\""));
        var body = $$$"""{"formId":"{{{form}}}","formVersion":1,"answers":{"name":"Chan",{{{members}}}}}""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var accepted = (await citizen.SendAsync(HttpMethod.Post, "submissions", content, ("Idempotency-Key", "long"))).Is(201);

        var kept = (await citizen.GetAsync($"submissions/{accepted.Text("reference")}/answers")).Is(200).Body!["answers"]!;
        Assert.All(stories, (story, i) => Assert.Equal(length * grows, ((string)kept[$"story{i}"]!).EnumerateRunes().Count()));
        Assert.True(grows > 1 || stories.Select((story, i) => story == (string?)kept[$"story{i}"]).All(same => same));
    }

    [Fact]
    public async Task Steps_are_taken_once_for_a_key_and_only_in_their_order()
    {
        var citizen = await platform.CitizenAsync();
        var officer = await platform.OfficerAsync("ird");
        var reference = (await citizen.SubmitAsync(Form, FormAnswers.Read(Form))).Is(201).Text("reference");
        var theirs = $"departments/ird/submissions/{reference}";

        Assert.Equal("received", (string?)(await officer.DoAsync($"{theirs}/decision", new { outcome = "approved", reason = "x" }))
            .Refuses("step-not-allowed").Is(409).Body!["values"]!["status"]);
        (await officer.DoAsync($"{theirs}/questions", new { text = "x" })).Refuses("step-not-allowed");
        (await officer.PostAsync($"{theirs}/acknowledgement", new { })).Refuses("idempotency-key-missing");

        var acknowledged = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => officer.DoAsync($"{theirs}/acknowledgement", new { }, "ack")));
        Assert.All(acknowledged, reply => reply.Is(200));
        (await officer.DoAsync($"{theirs}/acknowledgement", new { leaseId = "other" }, "ack")).Refuses("idempotency-key-reused");
        (await officer.DoAsync($"{theirs}/acknowledgement", new { }, "ack-2")).Refuses("step-not-allowed");

        (await officer.DoAsync($"{theirs}/questions", new { text = "?" }, "ask")).Is(200);
        (await officer.DoAsync($"{theirs}/questions", new { text = "?" }, "ask-2")).Refuses("step-not-allowed");
        (await citizen.DoAsync($"submissions/{reference}/questions/none/answer", new { text = "!" })).Refuses("question-unknown").Is(404);
        (await officer.DoAsync($"{theirs}/decision", new { outcome = "maybe", reason = "x" })).Refuses("outcome-unknown");
        (await officer.DoAsync($"{theirs}/decision", new { outcome = "refused", reason = " " })).Refuses("text-required");
        (await officer.DoAsync($"{theirs}/decision", new { outcome = "refused", reason = "Late" })).Is(200);

        var history = (await citizen.GetAsync($"submissions/{reference}")).Is(200).Body!["history"]!.AsArray();
        Assert.Equal(
            ["submission-received", "submission-acknowledged", "question-asked", "submission-decided"],
            history.Select(step => (string)step!["event"]!));
    }

    [Fact]
    public async Task Two_officers_who_decide_at_once_make_one_decision()
    {
        var citizen = await platform.CitizenAsync();
        var officers = new[] { await platform.PersonaAsync("officer-immd-cheung"), await platform.PersonaAsync("officer-immd-ho") };
        var reference = (await citizen.SubmitAsync("immd-birth-certificate-copy", FormAnswers.Read("immd-birth-certificate-copy"))).Is(201).Text("reference");
        var theirs = $"departments/immd/submissions/{reference}";
        (await officers[0].DoAsync($"{theirs}/acknowledgement", new { })).Is(200);

        var replies = await Task.WhenAll(
            officers[0].DoAsync($"{theirs}/decision", new { outcome = "approved", reason = "one" }),
            officers[1].DoAsync($"{theirs}/decision", new { outcome = "refused", reason = "two" }));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.Single(replies, reply => reply.Code == "step-not-allowed");
    }
}
