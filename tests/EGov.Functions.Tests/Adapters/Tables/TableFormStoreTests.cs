using System.Text;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableFormStoreTests(AzuriteServer azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_published_version_never_changes_whoever_publishes_it_again()
    {
        var store = new TableFormStore(await azurite.ConnectAsync());
        var id = Samples.Name("form");

        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => store.AddAsync(Form(id, 1, $"document {i}"), Cancellation)));

        Assert.Single(added, won => won);
        Assert.Equal($"document {Array.IndexOf(added, true)}", Text(Assert.Single(await AllAsync(store, id))));
    }

    [Fact]
    public async Task A_retired_version_keeps_its_document_and_says_so()
    {
        var store = new TableFormStore(await azurite.ConnectAsync());
        var id = Samples.Name("form");
        await store.AddAsync(Form(id, 1, "old"), Cancellation);
        await store.AddAsync(Form(id, 2, "new"), Cancellation);

        Assert.True(await store.RetireAsync(id, 1, Cancellation));
        Assert.False(await store.RetireAsync(id, 3, Cancellation));

        Assert.Equal(
            [(1, "old", true), (2, "new", false)],
            (await AllAsync(store, id)).Select(form => (form.Version, Text(form), form.Retired)));
    }

    [Fact]
    public async Task The_largest_document_comes_back_whole()
    {
        var store = new TableFormStore(await azurite.ConnectAsync());
        var id = Samples.Name("form");
        var document = string.Concat(Enumerable.Range(0, 32 * 1024).Select(i => $"{i:x8}"));
        await store.AddAsync(Form(id, 1, document), Cancellation);

        Assert.Equal(document, Text(Assert.Single(await AllAsync(store, id))));
    }

    private static async Task<IEnumerable<PublishedForm>> AllAsync(TableFormStore store, string id) =>
        (await store.ReadAllAsync(Cancellation)).Where(form => form.FormId == id);

    private static PublishedForm Form(string id, int version, string document) => new(id, version, Encoding.UTF8.GetBytes(document), Retired: false);

    private static string Text(PublishedForm form) => Encoding.UTF8.GetString(form.Json.Span);
}
