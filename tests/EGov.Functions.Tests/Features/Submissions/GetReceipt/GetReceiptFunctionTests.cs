using System.Buffers.Text;
using System.Text.Json;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Features.Submissions.GetReceipt;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Adapters.Secrets;
using EGov.Functions.Tests.Hosting;

namespace EGov.Functions.Tests.Features.Submissions.GetReceipt;

public sealed class GetReceiptFunctionTests : IDisposable
{
    private readonly ISubmissionStore _store = Substitute.For<ISubmissionStore>();
    private readonly EcdsaReceiptSeal _seal = new(new TestSecrets());

    public void Dispose() => _seal.Dispose();

    [Fact]
    public async Task A_receipt_attests_what_was_received_and_shows_the_seal_as_a_picture()
    {
        var receipt = (await GetAsync(files: 2)).Body;

        using var attested = JsonDocument.Parse(Base64Url.DecodeFromChars(receipt.GetProperty("seal").GetString()!.Split('.')[1]));
        foreach (var fact in new[] { "reference", "formId", "formVersion", "definitionHash", "submittedAt", "answersDigest" })
        {
            Assert.Equal(receipt.GetProperty(fact).GetRawText(), attested.RootElement.GetProperty(fact).GetRawText());
        }

        Assert.Equal(
            receipt.GetProperty("attachments").EnumerateArray().Select(file => file.GetProperty("sha256").GetString()),
            attested.RootElement.GetProperty("files").EnumerateArray().Select(digest => digest.GetString()));
        Assert.StartsWith("<svg", receipt.GetProperty("qr").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_for_more_files_than_a_picture_holds_still_has_its_seal()
    {
        var (status, receipt) = await GetAsync(files: 60);

        Assert.Equal(200, status);
        Assert.Equal(60, receipt.GetProperty("attachments").GetArrayLength());
        Assert.Equal(3, receipt.GetProperty("seal").GetString()!.Split('.').Length);
        Assert.False(receipt.TryGetProperty("qr", out _));
    }

    [Fact]
    public async Task Another_persons_receipt_is_not_there() => Assert.Equal(404, (await GetAsync(files: 0, person: "person-b")).Status);

    private async Task<(int Status, JsonElement Body)> GetAsync(int files, string person = "person-a")
    {
        var contents = Cases.Contents(null, [.. Enumerable.Range(0, files).Select(file => $"{file:D20}")]);
        _store.OpenAsync(Cases.Reference, Arg.Any<CancellationToken>()).Returns((Cases.Received().Stored(), contents));
        var http = HttpCalls.Call(caller: new Caller(person, null, null, [], new HashSet<Permission> { Permission.UseForms }));
        var result = await new GetReceiptFunction(new OwnCases(_store, TestForms.Library(), Substitute.For<IAccessLog>()), _seal)
            .RunAsync(http.Request, Cases.Reference.ToString(), TestContext.Current.CancellationToken);
        await result.ExecuteAsync(http);
        return (http.Response.StatusCode, http.Body());
    }
}
