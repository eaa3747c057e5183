using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableDraftStoreTests(AzuriteServer azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_draft_comes_back_as_it_was_saved()
    {
        var store = await StoreAsync();
        var draft = New(answers: """{"name":"陳大文","children":[{"age":3}],"n":1.50}""");

        var added = await store.AddAsync(draft, Cancellation);
        var found = await store.FindAsync(draft.Person, draft.FormId, Cancellation);

        Assert.Equal(added!.Version, found!.Version);
        Assert.Equal("""{"name":"陳大文","children":[{"age":3}],"n":1.50}""", found.Answers.GetRawText());
        Assert.Equal(draft with { Version = found.Version, Answers = found.Answers }, found);
    }

    [Fact]
    public async Task What_does_not_fit_any_more_is_kept_with_the_draft_and_cannot_be_read_in_the_row()
    {
        var store = await StoreAsync();
        var draft = (await store.AddAsync(New(), Cancellation))!;
        using var value = JsonDocument.Parse("\"A123456(3)\"");

        await store.ReplaceAsync(draft with { Unfit = [new("old", "unknown-field", value.RootElement)] }, Cancellation);

        var unfit = Assert.Single((await store.FindAsync(draft.Person, draft.FormId, Cancellation))!.Unfit);
        Assert.Equal(("old", "unknown-field", "A123456(3)"), (unfit.Field, unfit.Code, unfit.Value.GetString()));
    }

    [Fact]
    public async Task Of_many_begun_at_once_a_person_has_one_draft_of_a_form()
    {
        var store = await StoreAsync();
        var person = Samples.Name("person");

        var added = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.AddAsync(New(person), Cancellation)));

        var winner = Assert.Single(added, draft => draft is not null);
        Assert.Equal(winner!.DraftId, Assert.Single(await store.ListAsync(person, Cancellation)).DraftId);
    }

    [Fact]
    public async Task A_person_may_have_drafts_of_several_forms_and_sees_only_their_own()
    {
        var store = await StoreAsync();
        var person = Samples.Name("person");
        await store.AddAsync(New(person, "form-a"), Cancellation);
        await store.AddAsync(New(person, "form-b"), Cancellation);
        await store.AddAsync(New(Samples.Name("person"), "form-c"), Cancellation);

        Assert.Equal(["form-a", "form-b"], (await store.ListAsync(person, Cancellation)).Select(draft => draft.FormId).Order());
    }

    [Fact]
    public async Task Of_two_that_save_the_same_version_the_second_is_told()
    {
        var store = await StoreAsync();
        var added = (await store.AddAsync(New(), Cancellation))!;

        var first = await store.ReplaceAsync(added with { Page = "two" }, Cancellation);
        var second = await store.ReplaceAsync(added with { Page = "three" }, Cancellation);

        Assert.NotNull(first);
        Assert.Null(second);
        Assert.Equal("two", (await store.FindAsync(added.Person, added.FormId, Cancellation))!.Page);
    }

    [Fact]
    public async Task A_deleted_draft_cannot_be_saved_again()
    {
        var store = await StoreAsync();
        var added = (await store.AddAsync(New(), Cancellation))!;
        await store.DeleteAsync(added, Cancellation);

        Assert.Null(await store.ReplaceAsync(added, Cancellation));
        Assert.Null(await store.FindAsync(added.Person, added.FormId, Cancellation));
    }

    [Fact]
    public async Task Deleting_an_old_draft_leaves_the_one_begun_since()
    {
        var store = await StoreAsync();
        var old = (await store.AddAsync(New(), Cancellation))!;
        await store.DeleteAsync(old, Cancellation);
        var fresh = (await store.AddAsync(New(old.Person), Cancellation))!;

        await store.DeleteAsync(old, Cancellation);

        Assert.Equal(fresh.DraftId, (await store.FindAsync(old.Person, old.FormId, Cancellation))!.DraftId);
    }

    [Fact]
    public async Task A_draft_of_a_quarter_of_a_megabyte_comes_back_whole()
    {
        var store = await StoreAsync();
        var answers = $$"""{"story":"{{new string('長', 256 * 1024 / 3)}}"}""";
        var added = (await store.AddAsync(New(answers: answers), Cancellation))!;

        Assert.Equal(answers, (await store.FindAsync(added.Person, added.FormId, Cancellation))!.Answers.GetRawText());
    }

    [Fact]
    public async Task No_property_of_the_row_shows_an_answer()
    {
        var store = await StoreAsync();
        var draft = New(answers: """{"hkid":"A123456(3)"}""");
        await store.AddAsync(draft, Cancellation);

        var row = (await (await azurite.ConnectAsync()).Tables.GetTableClient(TableNames.Drafts)
            .GetEntityAsync<TableEntity>(draft.Person, draft.FormId, cancellationToken: Cancellation)).Value;

        Assert.All(row.Select(property => property.Value), value => Assert.DoesNotContain(
            "A123456",
            value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{value}",
            StringComparison.Ordinal));
    }

    private async Task<TableDraftStore> StoreAsync() => new(await azurite.ConnectAsync(), azurite.Keys);

    private static Draft New(string? person = null, string formId = "ird-postal-address", string answers = "{}") => new(
        DraftIds.New(formId),
        person ?? Samples.Name("person"),
        formId,
        FormVersion: 2,
        JsonDocument.Parse(answers).RootElement,
        Page: "one",
        Samples.Noon,
        Version: string.Empty);
}
