using System.Security.Cryptography;
using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Forms.ScanAttachment;
using EGov.Functions.Hosting.Protection;
using EGov.Functions.Tests.Features.Audit;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute.ExceptionExtensions;

namespace EGov.Functions.Tests.Features.Forms.ScanAttachment;

public sealed class ScanAttachmentHandlerTests : IDisposable
{
    private const string DraftId = "test-form.abcdefgh12345678";
    private const string Id = "aaaaaaaaaaaaaaaaaaaa";

    private readonly InMemory _world = new();
    private readonly RecordedEntries _trail = new();
    private readonly IMalwareScanner _scanner = Substitute.For<IMalwareScanner>();
    private readonly DataKeys _keys = new(new TestSecrets(), TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ScanAttachmentHandlerTests() => Arrive("photo.jpg");

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task A_clean_file_moves_to_the_vault_sealed_and_leaves_the_quarantine()
    {
        await ScanAsync(Samples.Jpeg);

        var attachment = _world.Attachments[Id];
        Assert.Equal(
            (AttachmentStatus.Clean, "jpeg", (long)Samples.Jpeg.Length, Convert.ToHexStringLower(SHA256.HashData(Samples.Jpeg))),
            (attachment.Status, attachment.Kind, attachment.Size, attachment.Sha256));
        Assert.Empty(_world.Quarantined);
        Assert.Equal(Samples.Jpeg, OpenVaulted());
        Assert.Equal(-1, _world.Vault[attachment.VaultName!].AsSpan().IndexOf(Samples.Jpeg));
        Assert.DoesNotContain(Id, attachment.VaultName, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, byte[]> Refusals => new()
    {
        { "file-empty", "photo.jpg", [] },
        { "file-too-large", "photo.jpg", [.. Samples.Jpeg, .. new byte[Attachment.LargestFile]] },
        { "file-type-not-taken", "photo.jpg", "plain text"u8.ToArray() },
        { "file-type-belies-name", "photo.jpg", Samples.Png },
        { "file-type-not-taken", "letter.docx", Samples.Docx("word/vbaProject.bin") },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_file_that_is_not_in_order_is_refused_with_the_reason_and_deleted(string reason, string fileName, byte[] content)
    {
        Arrive(fileName);

        await ScanAsync(content);

        Assert.Equal((AttachmentStatus.Refused, reason), (_world.Attachments[Id].Status, _world.Attachments[Id].Reason));
        Assert.Empty(_world.Vault);
        Assert.Empty(_world.Quarantined);
    }

    [Fact]
    public async Task Malware_is_refused_whatever_kind_it_claims_to_be()
    {
        _scanner.IsInfectedAsync(default, default).ReturnsForAnyArgs(true);

        await ScanAsync(Samples.Jpeg);

        Assert.Equal("file-infected", _world.Attachments[Id].Reason);
        Assert.Empty(_world.Vault);
        Assert.Empty(_world.Quarantined);
    }

    [Fact]
    public async Task While_the_scanner_does_not_answer_the_file_stays_where_it_is()
    {
        _scanner.IsInfectedAsync(default, default).ThrowsAsyncForAnyArgs(new IOException("No answer"));

        await Assert.ThrowsAsync<IOException>(() => ScanAsync(Samples.Jpeg));

        Assert.Equal(AttachmentStatus.AwaitingUpload, _world.Attachments[Id].Status);
        Assert.Single(_world.Quarantined);
        Assert.Empty(_world.Vault);
    }

    [Fact]
    public async Task A_file_of_the_largest_size_is_taken()
    {
        byte[] content = [.. Samples.Jpeg, .. new byte[Attachment.LargestFile - Samples.Jpeg.Length]];

        await ScanAsync(content);

        Assert.Equal((AttachmentStatus.Clean, Attachment.LargestFile), (_world.Attachments[Id].Status, _world.Attachments[Id].Size));
    }

    [Fact]
    public async Task What_nobody_announced_is_deleted_unread()
    {
        _world.Attachments.Clear();

        await ScanAsync(Samples.Jpeg);

        Assert.Empty(_world.Quarantined);
        Assert.Empty(_world.Vault);
        await _scanner.DidNotReceiveWithAnyArgs().IsInfectedAsync(default, default);
    }

    [Fact]
    public async Task Bytes_sent_after_the_file_was_settled_change_nothing()
    {
        await ScanAsync(Samples.Jpeg);
        var settled = _world.Attachments[Id];
        _world.Quarantined.Add(Id);

        await ScanAsync(Samples.Png);

        Assert.Equal(settled, _world.Attachments[Id]);
        Assert.Equal(Samples.Jpeg, OpenVaulted());
        Assert.Empty(_world.Quarantined);
    }

    [Fact]
    public async Task A_file_removed_by_its_owner_while_it_was_looked_at_leaves_nothing()
    {
        _scanner.IsInfectedAsync(default, default).ReturnsForAnyArgs(_ =>
        {
            _world.Attachments.Clear();
            return false;
        });

        await ScanAsync(Samples.Jpeg);

        Assert.Empty(_world.Attachments);
        Assert.Empty(_world.Vault);
        Assert.Empty(_world.Quarantined);
    }

    [Fact]
    public async Task Of_two_looks_at_the_same_arrival_the_slower_one_does_not_take_the_file_away()
    {
        await TwoLooksAsync(Samples.Jpeg, Samples.Jpeg);

        Assert.Equal(AttachmentStatus.Clean, _world.Attachments[Id].Status);
        Assert.Equal(Samples.Jpeg, OpenVaulted());
        Assert.Single(_world.Vault);
    }

    [Fact]
    public async Task Bytes_replaced_between_two_looks_never_stand_under_the_others_digest()
    {
        byte[] replaced = [.. Samples.Jpeg, 1, 2, 3];

        await TwoLooksAsync(Samples.Jpeg, replaced);

        Assert.Equal(_world.Attachments[Id].Sha256, Convert.ToHexStringLower(SHA256.HashData(OpenVaulted())));
        Assert.Single(_world.Vault);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wherever_it_dies_a_second_look_completes_it(bool inOrder)
    {
        var content = inOrder ? Samples.Jpeg : "plain text"u8.ToArray();
        await ScanAsync(content);
        var deaths = _world.Deaths.Passed;
        Assert.True(deaths >= 4);
        for (var death = 0; death < deaths; death++)
        {
            Arrive("photo.jpg");
            _world.Deaths.Restart(death);
            await Assert.ThrowsAsync<IOException>(() => ScanAsync(content));
            _world.Deaths.Restart(null);

            await ScanAsync(content);

            Assert.Equal(inOrder ? AttachmentStatus.Clean : AttachmentStatus.Refused, _world.Attachments[Id].Status);
            Assert.Empty(_world.Quarantined);
            Assert.Equal(inOrder ? 1 : 0, _world.Vault.Count);
        }
    }

    private void Arrive(string fileName)
    {
        _world.Deaths.Restart(null);
        _world.Vault.Clear();
        _world.Attachments[Id] = Samples.Waiting(Id, DraftId, "person-a", fileName, _keys);
        _world.Quarantined.Add(Id);
    }

    /// <summary>The second look begins while the first one's scanner is busy, and ends before it.</summary>
    private async Task TwoLooksAsync(byte[] first, byte[] second)
    {
        var busy = new TaskCompletionSource<bool>();
        _scanner.IsInfectedAsync(default, default).ReturnsForAnyArgs(_ => busy.Task, _ => Task.FromResult(false));
        var slower = ScanAsync(first);
        await ScanAsync(second);
        busy.SetResult(false);
        await slower;
    }

    private byte[] OpenVaulted()
    {
        var attachment = _world.Attachments[Id];
        using var key = _keys.Unwrap([.. attachment.WrappedKey]);
        return key.Open(_world.Vault[attachment.VaultName!], AttachmentSeal.Content);
    }

    private async Task ScanAsync(byte[] content)
    {
        using var stream = new MemoryStream(content);
        await new ScanAttachmentHandler(_world, _world, _world, _scanner, _keys, _trail, TimeProvider.System, NullLogger<ScanAttachmentHandler>.Instance)
            .HandleAsync(DraftId, Id, stream, Cancellation);
    }
}
