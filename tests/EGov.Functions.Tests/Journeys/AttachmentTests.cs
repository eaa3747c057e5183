using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace EGov.Functions.Tests.Journeys;

/// <summary>Files on their way from the browser into a submission, and those that do not arrive.</summary>
public sealed class AttachmentTests(Platform platform)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> BadFiles => new()
    {
        { "infected", "letter.pdf", "file-infected" },
        { "png", "letter.pdf", "file-type-belies-name" },
        { "pdf", "letter.exe", "file-type-belies-name" },
        { "zip", "letter.docx", "file-type-not-taken" },
        { "macros", "letter.docx", "file-type-not-taken" },
        { "text", "letter.pdf", "file-type-not-taken" },
        { "over", "letter.pdf", "file-too-large" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task A_bad_file_is_refused_with_its_reason_deleted_and_cannot_be_submitted(string kind, string fileName, string reason)
    {
        var (citizen, form, draft) = await BeginAsync();
        var content = kind switch
        {
            "infected" => TestFiles.Infected(),
            "png" => TestFiles.Png(),
            "pdf" => TestFiles.Pdf(),
            "zip" => TestFiles.Zip("readme.txt"),
            "macros" => TestFiles.Docx(macros: true),
            "over" => TestFiles.Pdf((10 * 1024 * 1024) + 1),
            _ => "just text"u8.ToArray(),
        };

        var id = await citizen.UploadAsync(draft, "proof", fileName, content, announced: 1000);

        var settled = await citizen.SettledAsync(draft, id, ("Accept-Language", "zh-HK"));
        Assert.Equal(("refused", reason), ((string?)settled["status"], (string?)settled["reason"]));
        Assert.Equal(
            EGov.Functions.Hosting.Http.Sentences.All[reason].Text.Tc.Replace("{max}", "10 MB", StringComparison.Ordinal),
            (string?)settled["detail"]);
        await Until.Async(async () => !await ExistsAsync(citizen, "quarantine", $"{draft}/{id}"), "the refused file is deleted");
        (await citizen.SubmitAsync(form, Answers(id), draft)).Refuses(reason);
        (await citizen.PostAsync($"drafts/{draft}/attachments/{id}/upload-address", new { })).Refuses("attachment-settled").Is(409);
    }

    [Fact]
    public async Task A_word_file_is_taken_and_its_bytes_are_sealed_in_storage()
    {
        var (citizen, form, draft) = await BeginAsync();
        var content = TestFiles.Docx();

        var id = await citizen.UploadAsync(draft, "proof", "信件.docx", content);

        Assert.Equal("clean", (string?)(await citizen.SettledAsync(draft, id))["status"]);
        var vaultName = (await RowAsync(citizen, draft, id))!.GetString("VaultName");
        var kept = (await Blob(citizen, "vault", vaultName).DownloadContentAsync(Cancellation)).Value.Content.ToArray();
        Assert.Equal(content.Length + 28, kept.Length);
        Assert.Equal(-1, kept.AsSpan().IndexOf("word/document.xml"u8));
        (await citizen.SubmitAsync(form, Answers(id), draft)).Is(201);
    }

    [Theory]
    [InlineData("../letter.pdf")]
    [InlineData("a/b.pdf")]
    [InlineData("a\\b.pdf")]
    [InlineData("C:letter.pdf")]
    [InlineData("..")]
    [InlineData(" ")]
    [InlineData("")]
    [InlineData("letter\u0000.pdf")]
    [InlineData("letter\u202Efdp.exe")]
    [InlineData("line\nbreak.pdf")]
    public async Task A_name_that_is_a_path_or_misleads_is_refused(string fileName)
    {
        var (citizen, _, draft) = await BeginAsync();

        (await citizen.PostAsync($"drafts/{draft}/attachments", new { field = "proof", fileName, size = 10 })).Refuses("file-name-invalid").Is(422);
    }

    [Fact]
    public async Task A_size_or_a_field_that_cannot_be_is_refused_before_anything_is_sent()
    {
        var (citizen, _, draft) = await BeginAsync();
        Task<Reply> AnnounceAsync(string? field, long size, string name = "a.pdf") =>
            citizen.PostAsync($"drafts/{draft}/attachments", new { field, fileName = name, size });

        (await AnnounceAsync("proof", (10 * 1024 * 1024) + 1)).Refuses("file-too-large");
        (await AnnounceAsync("proof", 0)).Refuses("file-too-large");
        (await AnnounceAsync("name", 10)).Refuses("field-takes-no-file");
        (await AnnounceAsync("nothing", 10)).Refuses("field-takes-no-file");
        (await AnnounceAsync(null, 10)).Refuses("field-takes-no-file");
        (await AnnounceAsync("proof", 10, new string('n', 151))).Refuses("file-name-invalid");
        Assert.Empty(await citizen.ListAsync($"drafts/{draft}/attachments", "attachments"));
    }

    [Fact]
    public async Task All_files_of_a_draft_together_are_limited()
    {
        var (citizen, _, draft) = await BeginAsync();
        Task<Reply> AnnounceAsync() =>
            citizen.PostAsync($"drafts/{draft}/attachments", new { field = "proof", fileName = "a.pdf", size = 10 * 1024 * 1024 });

        for (var i = 0; i < 5; i++)
        {
            (await AnnounceAsync()).Is(201);
        }

        (await AnnounceAsync()).Refuses("files-too-large");
    }

    [Fact]
    public async Task A_file_that_was_not_looked_at_yet_holds_the_submission_up()
    {
        var (citizen, form, draft) = await BeginAsync();
        var announced = (await citizen.PostAsync($"drafts/{draft}/attachments", new { field = "proof", fileName = "a.pdf", size = 3000 })).Is(201);
        var id = announced.Text("attachmentId");

        (await citizen.SubmitAsync(form, Answers(id), draft, key: "held-up")).Refuses("attachment-not-ready").Is(409);

        // The interrupted upload is taken up again at a fresh address, and then the same call succeeds.
        var fresh = (await citizen.PostAsync($"drafts/{draft}/attachments/{id}/upload-address", new { })).Is(200);
        await BrowserUpload.SendAsync(citizen.Stack.Http, new Uri(fresh.Text("uploadUrl")), TestFiles.Pdf(), 1024);
        await citizen.SettledAsync(draft, id);
        (await citizen.SubmitAsync(form, Answers(id), draft, key: "held-up")).Is(201);
    }

    [Fact]
    public async Task Another_persons_file_can_be_neither_seen_nor_removed_nor_submitted()
    {
        var (owner, form, draft) = await BeginAsync();
        var other = await platform.CitizenAsync();
        var id = await owner.UploadAsync(draft, "proof", "a.pdf", TestFiles.Pdf());
        await owner.SettledAsync(draft, id);
        var otherDraft = await other.DraftAsync(form);

        (await other.GetAsync($"drafts/{draft}/attachments")).Refuses("not-found");
        (await other.DeleteAsync($"drafts/{draft}/attachments/{id}")).Refuses("not-found");
        (await other.PostAsync($"drafts/{draft}/attachments/{id}/upload-address", new { })).Refuses("not-found");
        (await other.SubmitAsync(form, Answers(id), draft)).Refuses("attachment-unknown").Is(422);
        (await other.SubmitAsync(form, Answers(id), otherDraft)).Refuses("attachment-unknown").Is(422);
        (await other.SubmitAsync(form, Answers(id))).Refuses("attachment-unknown").Is(422);
        (await owner.SubmitAsync(form, Answers(id), draft)).Is(201);
    }

    [Fact]
    public async Task A_removed_file_is_gone_from_storage_and_cannot_be_submitted()
    {
        var (citizen, form, draft) = await BeginAsync();
        var id = await citizen.UploadAsync(draft, "proof", "a.pdf", TestFiles.Pdf());
        await citizen.SettledAsync(draft, id);
        var vaultName = (await RowAsync(citizen, draft, id))!.GetString("VaultName");
        Assert.True(await ExistsAsync(citizen, "vault", vaultName));

        (await citizen.DeleteAsync($"drafts/{draft}/attachments/{id}")).Is(204);

        Assert.False(await ExistsAsync(citizen, "vault", vaultName));
        Assert.False(await ExistsAsync(citizen, "quarantine", $"{draft}/{id}"));
        Assert.Null(await RowAsync(citizen, draft, id));
        (await citizen.DeleteAsync($"drafts/{draft}/attachments/{id}")).Refuses("not-found");
        (await citizen.SubmitAsync(form, Answers(id), draft)).Refuses("attachment-unknown");
    }

    [Fact]
    public async Task A_discarded_draft_takes_its_files_along()
    {
        var (citizen, _, draft) = await BeginAsync();
        var id = await citizen.UploadAsync(draft, "proof", "a.pdf", TestFiles.Pdf());
        await citizen.SettledAsync(draft, id);
        var vaultName = (await RowAsync(citizen, draft, id))!.GetString("VaultName");

        (await citizen.DeleteAsync($"drafts/{draft}")).Is(204);

        Assert.False(await ExistsAsync(citizen, "vault", vaultName));
        Assert.Null(await RowAsync(citizen, draft, id));
    }

    [Fact]
    public async Task What_is_sent_to_an_address_after_the_file_was_settled_is_not_kept()
    {
        var (citizen, _, draft) = await BeginAsync();
        var upload = (await citizen.PostAsync($"drafts/{draft}/attachments", new { field = "proof", fileName = "a.pdf", size = 3000 })).Is(201);
        var (address, id) = (new Uri(upload.Text("uploadUrl")), upload.Text("attachmentId"));
        var first = TestFiles.Pdf();
        await BrowserUpload.SendAsync(citizen.Stack.Http, address, first, 1024);
        var clean = await citizen.SettledAsync(draft, id);

        await Until.Async(async () => !await ExistsAsync(citizen, "quarantine", $"{draft}/{id}"), "the quarantine is emptied");
        await BrowserUpload.SendAsync(citizen.Stack.Http, address, TestFiles.Infected(), 1024);

        await Until.Async(async () => !await ExistsAsync(citizen, "quarantine", $"{draft}/{id}"), "the late file is deleted");
        Assert.Equal(clean.ToJsonString(), (await citizen.SettledAsync(draft, id)).ToJsonString());
    }

    [Fact]
    public async Task The_upload_address_cannot_be_read()
    {
        var (citizen, _, draft) = await BeginAsync();
        var upload = (await citizen.PostAsync($"drafts/{draft}/attachments", new { field = "proof", fileName = "a.pdf", size = 3000 })).Is(201);

        using var read = await citizen.Stack.Http.GetAsync(new Uri(upload.Text("uploadUrl")), Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode);
    }

    private async Task<(Caller Citizen, string Form, string Draft)> BeginAsync()
    {
        var citizen = await platform.CitizenAsync();
        var form = await TestForms.PublishAsync(platform);
        return (citizen, form, await citizen.DraftAsync(form));
    }

    private static JsonObject Answers(string attachmentId) => new() { ["name"] = "Chan", ["proof"] = new JsonArray(attachmentId) };

    private static BlobClient Blob(Caller caller, string container, string name) =>
        new BlobServiceClient(caller.Stack.ConnectionString, new BlobClientOptions()).GetBlobContainerClient(container).GetBlobClient(name);

    private static async Task<bool> ExistsAsync(Caller caller, string container, string name) =>
        (await Blob(caller, container, name).ExistsAsync(Cancellation)).Value;

    private static async Task<TableEntity?> RowAsync(Caller caller, string draft, string attachmentId)
    {
        var found = await new TableClient(caller.Stack.ConnectionString, "Attachments")
            .GetEntityIfExistsAsync<TableEntity>(draft, attachmentId, cancellationToken: Cancellation);
        return found.HasValue ? found.Value : null;
    }
}
