using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EGov.Testing;

namespace EGov.Functions.Tests.Journeys;

/// <summary>From the citizen's answers to the department's decision, for every published form.</summary>
public sealed partial class CaseJourneyTests(Platform platform)
{
    public static TheoryData<string> Answers =>
    [
        .. Directory.EnumerateFiles(RepositoryFolder.Path("tests", "vectors", "form-answers"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_submission_reaches_its_department_is_asked_about_and_decided_and_the_citizen_sees_each_step(string name)
    {
        var formId = name.Split('.')[0];
        var citizen = await platform.CitizenAsync();
        var answers = FormAnswers.Read(name);
        var (draftId, files) = await AttachAsync(citizen, formId, FormAnswers.Files(name), answers);
        var form = (await citizen.GetAsync($"forms/{formId}")).Is(200).Body!;
        var department = (string)form["department"]!;
        var officer = await platform.OfficerAsync(department);

        var accepted = (await citizen.SubmitAsync(formId, answers, draftId, language: "tc")).Is(201);
        var reference = accepted.Text("reference");
        Assert.Equal($"/api/submissions/{reference}", accepted.Headers.Location!.ToString());
        var own = $"submissions/{reference}";
        var theirs = $"departments/{department}/submissions/{reference}";
        var received = (await citizen.GetAsync(own)).Is(200).Body!;
        Assert.Equal("received", (string?)received["status"]);
        Assert.Empty(received["accesses"]!.AsArray());

        var lease = await platform.LeaseAsync(officer, department, reference);
        var opened = (await officer.GetAsync(theirs)).Is(200).Body!;
        AssertSame(form, opened["definition"]);
        AssertSame(answers, opened["answers"]);
        foreach (var (attachmentId, content) in files)
        {
            var attached = opened["attachments"]!.AsArray().Single(item => (string?)item!["attachmentId"] == attachmentId)!;
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)), (string?)attached["sha256"]);
            Assert.Equal(content, (await officer.GetAsync($"{theirs}/attachments/{attachmentId}")).Is(200).Bytes);
        }

        var noted = (await citizen.GetAsync(own)).Is(200).Body!["accesses"]!.AsArray();
        Assert.Equal(1 + files.Count, noted.Count);
        Assert.All(noted, access => Assert.Equal(department, (string?)access!["department"]));
        Assert.Equal(files.Keys.Order(), noted.Select(access => (string?)access!["what"]).OfType<string>().Order());

        (await officer.DoAsync($"{theirs}/acknowledgement", new { leaseId = lease })).Is(200);
        (await officer.DoAsync($"{theirs}/questions", new { text = "請補充資料。\nWhich floor?" })).Is(200);
        var question = Assert.Single((await citizen.GetAsync(own)).Is(200).Body!["questions"]!.AsArray())!;
        Assert.Equal("請補充資料。\nWhich floor?", (string?)question["text"]);
        await InboxAsync(officer, department, "open", reference, "question-asked");

        (await citizen.DoAsync($"{own}/questions/{question["questionId"]}/answer", new { text = "十二樓" })).Is(200);
        Assert.Equal("十二樓", (string?)(await officer.GetAsync(theirs)).Is(200).Body!["questions"]![0]!["answer"]);
        (await officer.DoAsync($"{theirs}/decision", new { outcome = "approved", reason = "All in order" })).Is(200);

        var decided = (await citizen.GetAsync(own)).Is(200).Body!;
        Assert.Equal("decided", (string?)decided["status"]);
        Assert.Equal("approved", (string?)decided["decision"]!["outcome"]);
        Assert.Equal("All in order", (string?)decided["decision"]!["reason"]);
        string[] steps = ["submission-received", "submission-acknowledged", "question-asked", "question-answered", "submission-decided"];
        Assert.Equal(steps, decided["history"]!.AsArray().Select(step => (string)step!["event"]!));

        await InboxAsync(officer, department, "decided", reference, "decided");
        await Until.Async(
            async () => (await citizen.ListAsync("cases", "cases")) is [var line] && (string?)line["status"] == "decided" && (string?)line["reference"] == reference,
            "the citizen's list shows the decision");
        await Until.Async(
            async () => (await citizen.ListAsync("notices", "notices")).Select(notice => (string)notice["event"]!).Order().SequenceEqual(steps.Order()),
            "the citizen was told of each step once");
        await AssertEndedAsync(citizen, draftId, own, files);
    }

    /// <summary>The draft has ended with the submission, and the files live on in it.</summary>
    private static async Task AssertEndedAsync(Caller citizen, string? draftId, string own, Dictionary<string, byte[]> files)
    {
        if (draftId is null)
        {
            return;
        }

        await Until.Async(async () => (await citizen.GetAsync($"drafts/{draftId}")).Status == 404, "the draft has ended");
        foreach (var (attachmentId, content) in files)
        {
            var download = (await citizen.GetAsync($"{own}/attachments/{attachmentId}")).Is(200);
            Assert.Equal(content, download.Bytes);
            Assert.Equal("attachment", download.ContentHeaders.ContentDisposition!.DispositionType);
        }
    }

    private static Task InboxAsync(Caller officer, string department, string state, string reference, string status) => Until.Async(
        async () => (await officer.ListAsync($"departments/{department}/inbox?state={state}&take=100", "items"))
            .Any(item => (string?)item["reference"] == reference && (string?)item["status"] == status),
        $"{reference} is {status} on the shelf {state}");

    /// <summary>Uploads a file for each that the answers name and puts its id there.</summary>
    private static async Task<(string? DraftId, Dictionary<string, byte[]> Files)> AttachAsync(
        Caller citizen, string formId, IReadOnlyList<string> paths, JsonObject answers)
    {
        var files = new Dictionary<string, byte[]>();
        if (paths.Count == 0)
        {
            return (null, files);
        }

        var draftId = await citizen.DraftAsync(formId);
        foreach (var path in paths)
        {
            var ids = At(answers, path);
            for (var i = 0; i < ids.Count; i++)
            {
                var photograph = path == "photograph";
                var content = photograph ? TestFiles.Jpeg() : TestFiles.Pdf();
                var id = await citizen.UploadAsync(draftId, path, photograph ? "相片.jpg" : $"證明 {i}.pdf", content);
                ids[i] = id;
                files.Add(id, content);
            }
        }

        foreach (var id in files.Keys)
        {
            Assert.Equal("clean", (string?)(await citizen.SettledAsync(draftId, id))["status"]);
        }

        return (draftId, files);
    }

    private static JsonArray At(JsonNode node, string path) => Steps().Matches(path)
        .Aggregate(node, (at, step) => step.Value is ['[', .. var index, ']'] ? at[int.Parse(index, CultureInfo.InvariantCulture)]! : at[step.Value]!)
        .AsArray();

    private static void AssertSame(JsonNode expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Expected {expected.ToJsonString()}, got {actual?.ToJsonString()}");

    [GeneratedRegex(@"\[\d+\]|[^.\[\]]+")]
    private static partial Regex Steps();
}
