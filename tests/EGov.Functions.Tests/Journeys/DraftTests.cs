using System.Text.Json.Nodes;
using EGov.Testing;

namespace EGov.Functions.Tests.Journeys;

public sealed class DraftTests(Platform platform)
{
    private const string Form = "ird-postal-address";

    [Fact]
    public async Task A_draft_is_saved_as_it_stands_wrong_and_incomplete_and_found_again()
    {
        var citizen = await platform.CitizenAsync();
        var begun = (await citizen.PostAsync("drafts", new { formId = Form })).Is(201);
        var draft = $"drafts/{begun.Text("draftId")}";
        Assert.Equal($"/api/{draft}", begun.Headers.Location!.ToString());
        var answers = new JsonObject { ["surnameEnglish"] = "陳😀", ["contactPhone"] = 12, ["taxFiles"] = new JsonArray(new JsonObject()) };

        var saved = (await citizen.PutAsync(draft, new { answers, page = "person" }, ("If-Match", begun.ETag))).Is(200);

        var found = (await citizen.GetAsync(draft)).Is(200);
        Assert.Equal(saved.ETag, found.ETag);
        Assert.True(JsonNode.DeepEquals(answers, found.Body!["answers"]));
        Assert.Equal("person", found.Text("page"));
        Assert.Equal(begun.Text("draftId"), (string?)Assert.Single(await citizen.ListAsync("drafts", "drafts"))["draftId"]);
    }

    [Fact]
    public async Task Beginning_twenty_times_at_once_begins_one_draft()
    {
        var citizen = await platform.CitizenAsync();

        var begun = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => citizen.PostAsync("drafts", new { formId = Form })));

        Assert.Single(begun, reply => reply.Status == 201);
        Assert.All(begun.Where(reply => reply.Status != 201), reply => reply.Is(200));
        Assert.Single(begun.Select(reply => reply.Text("draftId")).Distinct());
    }

    [Fact]
    public async Task Saving_says_which_version_it_changes_and_a_stale_one_is_refused()
    {
        var citizen = await platform.CitizenAsync();
        var begun = (await citizen.PostAsync("drafts", new { formId = Form })).Is(201);
        var draft = $"drafts/{begun.Text("draftId")}";
        var body = new { answers = new JsonObject { ["surnameEnglish"] = "CHAN" } };

        (await citizen.PutAsync(draft, body)).Refuses("precondition-required").Is(428);
        var saved = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => citizen.PutAsync(draft, body, ("If-Match", begun.ETag))));

        Assert.Single(saved, reply => reply.Status == 200);
        Assert.All(saved.Where(reply => reply.Status != 200), reply => reply.Refuses("changed-meanwhile").Is(412));
    }

    [Fact]
    public async Task Another_persons_draft_is_not_there()
    {
        var (owner, other) = (await platform.CitizenAsync(), await platform.CitizenAsync());
        var begun = (await owner.PostAsync("drafts", new { formId = Form })).Is(201);
        var draft = $"drafts/{begun.Text("draftId")}";

        (await other.GetAsync(draft)).Refuses("not-found").Is(404);
        (await other.PutAsync(draft, new { answers = new JsonObject() }, ("If-Match", begun.ETag))).Refuses("not-found");
        (await other.PutAsync(draft, new { answers = new JsonObject() }, ("If-Match", "*"))).Refuses("not-found");
        (await other.DeleteAsync(draft)).Refuses("not-found");
        (await other.PostAsync($"{draft}/attachments", new { field = "authorityLetter", fileName = "a.pdf", size = 1 })).Refuses("not-found");
        Assert.Empty(await other.ListAsync("drafts", "drafts"));
        (await owner.GetAsync(draft)).Is(200);
    }

    [Fact]
    public async Task A_discarded_draft_is_gone_and_the_form_can_be_begun_anew()
    {
        var citizen = await platform.CitizenAsync();
        var first = await citizen.DraftAsync(Form);

        (await citizen.DeleteAsync($"drafts/{first}")).Is(204);

        (await citizen.GetAsync($"drafts/{first}")).Refuses("not-found");
        (await citizen.DeleteAsync($"drafts/{first}")).Refuses("not-found");
        Assert.NotEqual(first, await citizen.DraftAsync(Form));
    }

    [Fact]
    public async Task A_draft_ends_with_its_submission()
    {
        var citizen = await platform.CitizenAsync();
        var draft = await citizen.DraftAsync(Form);

        (await citizen.SubmitAsync(Form, FormAnswers.Read(Form), draft)).Is(201);

        await Until.Async(async () => (await citizen.ListAsync("drafts", "drafts")).Count == 0, "the draft has ended");
    }

    [Theory]
    [InlineData("長")]
    [InlineData("😀")]
    [InlineData("\\u0001")]
    public async Task A_draft_as_long_as_drafts_may_be_is_kept_whatever_it_is_written_in(string letter)
    {
        var citizen = await platform.CitizenAsync();
        var begun = (await citizen.PostAsync("drafts", new { formId = Form })).Is(201);
        var text = string.Concat(Enumerable.Repeat(letter, 250_000 / System.Text.Encoding.UTF8.GetByteCount(letter)));
        var body = $$$"""{"answers":{"surnameEnglish":"{{{text}}}"}}""";
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        (await citizen.SendAsync(HttpMethod.Put, $"drafts/{begun.Text("draftId")}", content, ("If-Match", begun.ETag))).Is(200);

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(body)!["answers"],
            (await citizen.GetAsync($"drafts/{begun.Text("draftId")}")).Is(200).Body!["answers"]));
    }

    [Fact]
    public async Task The_daily_look_at_the_drafts_can_be_asked_for_and_leaves_a_young_draft_alone()
    {
        var citizen = await platform.CitizenAsync();
        var draft = await citizen.DraftAsync(Form);

        using var response = await citizen.Stack.Http.PostAsync(
            new Uri(citizen.Stack.AdminBase, "functions/ExpireDrafts"), null, TestContext.Current.CancellationToken);

        Assert.Equal(202, (int)response.StatusCode);
        (await citizen.GetAsync($"drafts/{draft}")).Is(200);
        Assert.Empty(await citizen.ListAsync("notices", "notices"));
    }
}
