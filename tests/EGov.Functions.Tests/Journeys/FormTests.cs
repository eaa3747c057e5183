using System.Text.Json.Nodes;

namespace EGov.Functions.Tests.Journeys;

/// <summary>A department's forms come, change and go as documents, without a restart.</summary>
public sealed class FormTests(Platform platform)
{
    [Fact]
    public async Task A_new_form_is_published_as_a_document_and_filled_in_without_a_restart()
    {
        var citizen = await platform.CitizenAsync();
        var starts = citizen.Stack.Host.Starts;

        var form = await TestForms.PublishAsync(platform);

        Assert.Contains((await citizen.GetAsync("forms")).Is(200).Body!["forms"]!.AsArray(), item => (string?)item!["id"] == form);
        Assert.Equal(1, (int)(await citizen.GetAsync($"forms/{form}")).Is(200).Body!["version"]!);
        (await citizen.SubmitAsync(form, new JsonObject { ["name"] = "Chan" })).Is(201);
        Assert.Equal(starts, citizen.Stack.Host.Starts);
    }

    [Fact]
    public async Task A_defective_document_is_refused_with_the_place_of_each_defect_and_not_published()
    {
        var editor = await platform.PersonaAsync("content-editor-tsang");
        var id = TestForms.NewId();
        var document = TestForms.Document(id, change: form =>
        {
            form["title"]!["sc"] = " ";
            TestForms.Fields(form)[0]!["type"] = "shrotText";
            form["colour"] = "red";
        });

        var errors = (await editor.PostAsync("forms", document)).Refuses("form-defective").Is(422).Body!["errors"]!.AsArray();

        Assert.Equal(
            ["colour", "pages[0].fields[0].type", "title.sc"],
            errors.Select(error => (string)error!["field"]!).Order(StringComparer.Ordinal));
        (await editor.GetAsync($"forms/{id}")).Refuses("form-unknown");
    }

    [Fact]
    public async Task A_form_for_no_department_is_refused()
    {
        var editor = await platform.PersonaAsync("content-editor-tsang");

        var refused = (await editor.PostAsync("forms", TestForms.Document(TestForms.NewId(), change: form => form["department"] = "nowhere")))
            .Refuses("form-defective");

        Assert.Equal("department", (string?)Assert.Single(refused.Body!["errors"]!.AsArray())!["field"]);
    }

    [Fact]
    public async Task A_published_version_never_changes()
    {
        var editor = await platform.PersonaAsync("content-editor-tsang");
        var form = await TestForms.PublishAsync(platform);

        (await editor.PostAsync("forms", TestForms.Document(form, 1, document => document["quota"] = 5))).Refuses("version-exists").Is(409);
        (await editor.PostAsync("forms", TestForms.Document(form, 3))).Is(201);
        (await editor.PostAsync("forms", TestForms.Document(form, 2))).Refuses("version-exists").Is(409);
    }

    [Fact]
    public async Task Only_a_content_editor_publishes_and_retires()
    {
        var citizen = await platform.CitizenAsync();
        var officer = await platform.OfficerAsync("immd");

        (await citizen.PostAsync("forms", TestForms.Document(TestForms.NewId()))).Refuses("not-permitted").Is(403);
        (await officer.PostAsync("forms", TestForms.Document(TestForms.NewId()))).Refuses("not-permitted").Is(403);
        (await officer.PostAsync("forms/immd-passport/versions/1/retirement", new { })).Refuses("not-permitted").Is(403);
        Assert.Equal(200, (await citizen.GetAsync("forms/immd-passport")).Status);
    }

    [Fact]
    public async Task A_form_that_was_not_changed_is_not_sent_again()
    {
        var anyone = await platform.WithTokenAsync(null);
        var form = await TestForms.PublishAsync(platform);
        var first = (await anyone.GetAsync($"forms/{form}")).Is(200);

        var second = (await anyone.GetAsync($"forms/{form}", ("If-None-Match", first.ETag))).Is(304);
        Assert.Empty(second.Bytes);
        Assert.Equal(first.ETag, second.ETag);
        (await anyone.GetAsync($"forms/{form}/versions/1", ("If-None-Match", first.ETag))).Is(304);
        (await anyone.GetAsync($"forms/{form}", ("If-Match", first.ETag))).Is(200);
        (await anyone.GetAsync($"forms/{form}", ("If-Match", "*"))).Is(200);
        (await anyone.GetAsync($"forms/{form}", ("If-Match", "\"another\""))).Refuses("changed-meanwhile").Is(412);

        (await (await platform.PersonaAsync("content-editor-tsang")).PostAsync("forms", TestForms.Document(form, 2))).Is(201);
        Assert.Equal(2, (int)(await anyone.GetAsync($"forms/{form}", ("If-None-Match", first.ETag))).Is(200).Body!["version"]!);
    }

    [Fact]
    public async Task A_draft_of_a_retired_version_goes_over_to_the_new_one_with_what_no_longer_fits_set_apart()
    {
        var (citizen, editor) = (await platform.CitizenAsync(), await platform.PersonaAsync("content-editor-tsang"));
        var form = await TestForms.PublishAsync(platform);
        var begun = (await citizen.PostAsync("drafts", new { formId = form })).Is(201);
        var draft = $"drafts/{begun.Text("draftId")}";
        var answers = new JsonObject { ["name"] = "Chan", ["colour"] = "red" };
        (await citizen.PutAsync(draft, new { answers, page = "one" }, ("If-Match", begun.ETag))).Is(200);

        (await editor.PostAsync("forms", TestForms.Document(form, 2, document => TestForms.Fields(document)[1] = TestForms.Colour("blue", "green")))).Is(201);
        (await citizen.SubmitAsync(form, answers)).Is(201);
        (await editor.PostAsync($"forms/{form}/versions/1/retirement", new { })).Is(204);

        (await citizen.SubmitAsync(form, answers)).Refuses("version-retired").Is(410);
        var carried = (await citizen.GetAsync(draft)).Is(200);
        Assert.Equal(2, (int)carried.Body!["formVersion"]!);
        Assert.Equal("""{"name":"Chan"}""", carried.Body!["answers"]!.ToJsonString());
        var unfit = Assert.Single(carried.Body!["unfit"]!.AsArray())!;
        Assert.Equal(("colour", "red"), ((string?)unfit["field"], (string?)unfit["value"]));

        answers["colour"] = "green";
        var saved = (await citizen.PutAsync(draft, new { answers }, ("If-Match", carried.ETag))).Is(200);
        Assert.Empty(saved.Body!["unfit"]!.AsArray());
        (await citizen.SubmitAsync(form, answers, begun.Text("draftId"), version: 2)).Is(201);
        (await citizen.GetAsync($"forms/{form}/versions/1")).Is(200);
    }

    [Fact]
    public async Task What_was_accepted_before_its_version_was_retired_still_answers_the_repeated_call()
    {
        var (citizen, editor) = (await platform.CitizenAsync(), await platform.PersonaAsync("content-editor-tsang"));
        var form = await TestForms.PublishAsync(platform);
        var answers = new JsonObject { ["name"] = "Chan" };
        var first = (await citizen.SubmitAsync(form, answers, key: "once")).Is(201).Text("reference");

        (await editor.PostAsync($"forms/{form}/versions/1/retirement", new { })).Is(204);

        Assert.Equal(first, (await citizen.SubmitAsync(form, answers, key: "once")).Is(201).Text("reference"));
        (await citizen.SubmitAsync(form, answers, key: "twice")).Refuses("version-retired");
        (await citizen.GetAsync($"forms/{form}")).Refuses("form-unknown");
        Assert.Equal(form, (string?)(await citizen.GetAsync($"submissions/{first}/answers")).Is(200).Body!["definition"]!["id"]);
    }
}
