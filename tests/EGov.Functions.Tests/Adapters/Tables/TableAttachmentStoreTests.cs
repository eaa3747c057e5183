using System.Text;
using Azure.Data.Tables;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableAttachmentStoreTests(AzuriteServer azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_found_as_it_was_noted_and_listed_with_its_draft_alone()
    {
        var store = await StoreAsync();
        var attachment = New();
        await store.AddAsync(attachment, Cancellation);
        await store.AddAsync(New(), Cancellation);

        var found = (await store.FindAsync(attachment.DraftId, attachment.AttachmentId, Cancellation))!;

        Assert.Equal(attachment.WrappedKey, found.WrappedKey);
        Assert.Equal(attachment with { WrappedKey = found.WrappedKey, Version = found.Version }, found);
        Assert.Equal(attachment.AttachmentId, Assert.Single(await store.ListAsync(attachment.DraftId, Cancellation)).AttachmentId);
    }

    [Fact]
    public async Task A_verdict_on_a_file_that_was_changed_or_removed_meanwhile_does_not_stand()
    {
        var store = await StoreAsync();
        var attachment = New();
        await store.AddAsync(attachment, Cancellation);
        var read = (await store.FindAsync(attachment.DraftId, attachment.AttachmentId, Cancellation))!;

        Assert.True(await store.ReplaceAsync(read with { Status = AttachmentStatus.Clean, Kind = "pdf", Sha256 = "ab", VaultName = "v" }, Cancellation));
        Assert.False(await store.ReplaceAsync(read with { Status = AttachmentStatus.Refused }, Cancellation));
        var clean = (await store.FindAsync(attachment.DraftId, attachment.AttachmentId, Cancellation))!;
        Assert.Equal(AttachmentStatus.Clean, clean.Status);

        await store.DeleteAsync(clean, Cancellation);
        Assert.False(await store.ReplaceAsync(clean, Cancellation));
        Assert.Null(await store.FindAsync(attachment.DraftId, attachment.AttachmentId, Cancellation));
    }

    [Fact]
    public async Task The_row_does_not_show_the_files_name()
    {
        var store = await StoreAsync();
        var attachment = New();
        await store.AddAsync(attachment, Cancellation);

        var row = (await (await azurite.ConnectAsync()).Tables.GetTableClient(TableNames.Attachments)
            .GetEntityAsync<TableEntity>(attachment.DraftId, attachment.AttachmentId, cancellationToken: Cancellation)).Value;

        Assert.All(row.Select(property => property.Value), value => Assert.DoesNotContain(
            "住址證明",
            value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{value}",
            StringComparison.Ordinal));
    }

    private async Task<TableAttachmentStore> StoreAsync() => new(await azurite.ConnectAsync(), azurite.Keys);

    private Attachment New()
    {
        using var key = azurite.Keys.Create();
        return new Attachment(
            DraftIds.NewAttachment(),
            DraftIds.New("form"),
            "person",
            "photos[0].file",
            "住址證明.pdf",
            Size: 3_000_000_000,
            AttachmentStatus.AwaitingUpload,
            Reason: null,
            Kind: null,
            Sha256: null,
            VaultName: null,
            key.Wrapped,
            Version: string.Empty);
    }
}
