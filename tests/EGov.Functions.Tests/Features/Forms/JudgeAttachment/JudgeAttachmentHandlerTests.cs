using System.Security.Cryptography;
using EGov.Functions.Adapters.Malware;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Forms.JudgeAttachment;
using EGov.Functions.Hosting.Protection;
using EGov.Functions.Tests.Features.Audit;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute.ExceptionExtensions;

namespace EGov.Functions.Tests.Features.Forms.JudgeAttachment;

public sealed class JudgeAttachmentHandlerTests : IDisposable
{
    private const string DraftId = "test-form.abcdefgh12345678";
    private const string Id = "aaaaaaaaaaaaaaaaaaaa";
    private const string Address = $"https://quarantine.example/{DraftId}/{Id}";
    private const string Version = "0x8DB4C9327B08CBF";

    private readonly InMemory _world = new();
    private readonly RecordedEntries _trail = new();
    private readonly IMalwareScanner _scanner = Substitute.For<IMalwareScanner>();
    private readonly DataKeys _keys = new(new TestSecrets(), TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public JudgeAttachmentHandlerTests()
    {
        _scanner.JudgeAsync(default, default, default).ReturnsForAnyArgs(MalwareVerdict.Clean);
        Arrive("photo.jpg");
    }

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
        _scanner.JudgeAsync(default, default, default).ReturnsForAnyArgs(MalwareVerdict.Infected);

        await ScanAsync(Samples.Jpeg);

        Assert.Equal("file-infected", _world.Attachments[Id].Reason);
        Assert.Empty(_world.Vault);
        Assert.Empty(_world.Quarantined);
    }

    [Fact]
    public async Task While_the_scanner_does_not_answer_the_file_stays_where_it_is()
    {
        _scanner.JudgeAsync(default, default, default).ThrowsAsyncForAnyArgs(new IOException("No answer"));

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
        await _scanner.DidNotReceiveWithAnyArgs().JudgeAsync(default, default, default);
    }

    [Fact]
    public async Task Bytes_sent_after_the_file_was_settled_change_nothing()
    {
        await ScanAsync(Samples.Jpeg);
        var settled = _world.Attachments[Id];

        await ScanAsync(Samples.Png);

        Assert.Equal(settled, _world.Attachments[Id]);
        Assert.Equal(Samples.Jpeg, OpenVaulted());
        Assert.Empty(_world.Quarantined);
    }

    [Fact]
    public async Task A_file_removed_by_its_owner_while_it_was_looked_at_leaves_nothing()
    {
        _scanner.JudgeAsync(default, default, default).ReturnsForAnyArgs(_ =>
        {
            _world.Attachments.Clear();
            return MalwareVerdict.Clean;
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
    [InlineData(MalwareVerdict.Clean, AttachmentStatus.Clean, null)]
    [InlineData(MalwareVerdict.Infected, AttachmentStatus.Refused, "file-infected")]
    [InlineData(MalwareVerdict.Unscanned, AttachmentStatus.Refused, "file-not-scanned")]
    public async Task The_accounts_verdict_promotes_or_refuses_as_a_scanner_of_ours_would(MalwareVerdict verdict, AttachmentStatus status, string? reason)
    {
        Send(Samples.Jpeg, Version);

        await HandleAsync(new FileNews(Address, Version, verdict), new AccountScanner());

        Assert.Equal((status, reason), (_world.Attachments[Id].Status, _world.Attachments[Id].Reason));
        Assert.Equal(status is AttachmentStatus.Clean ? 1 : 0, _world.Vault.Count);
        Assert.Empty(_world.Quarantined);
    }

    [Fact]
    public async Task The_accounts_all_clear_does_not_make_a_file_of_a_kind_that_is_taken()
    {
        Send("plain text"u8.ToArray(), Version);

        await HandleAsync(new FileNews(Address, Version, MalwareVerdict.Clean), new AccountScanner());

        Assert.Equal("file-type-not-taken", _world.Attachments[Id].Reason);
    }

    [Fact]
    public async Task Where_the_account_scans_a_file_that_has_only_come_waits_for_its_verdict()
    {
        Send(Samples.Jpeg, Version);

        await HandleAsync(new FileNews(Address, Version, Verdict: null), new AccountScanner());

        Assert.Equal(AttachmentStatus.AwaitingUpload, _world.Attachments[Id].Status);
        Assert.Single(_world.Quarantined);
    }

    [Fact]
    public async Task A_verdict_on_bytes_that_were_replaced_since_changes_nothing_and_the_one_on_those_that_are_there_holds()
    {
        Send(Samples.Jpeg, "0x8DB000000000002");

        await HandleAsync(new FileNews(Address, "0x8DB000000000001", MalwareVerdict.Infected), new AccountScanner());

        Assert.Equal(AttachmentStatus.AwaitingUpload, _world.Attachments[Id].Status);
        Assert.Single(_world.Quarantined);
        await HandleAsync(new FileNews(Address, "0x8DB000000000002", MalwareVerdict.Clean), new AccountScanner());
        Assert.Equal(AttachmentStatus.Clean, _world.Attachments[Id].Status);
    }

    [Fact]
    public async Task A_verdict_on_a_file_that_is_gone_changes_nothing()
    {
        await HandleAsync(new FileNews(Address, Version, MalwareVerdict.Clean), new AccountScanner());

        Assert.Equal(AttachmentStatus.AwaitingUpload, _world.Attachments[Id].Status);
        Assert.Empty(_world.Vault);
    }

    [Theory]
    [InlineData(MalwareVerdict.Infected)]
    [InlineData(MalwareVerdict.Unscanned)]
    [InlineData(MalwareVerdict.Clean)]
    public async Task A_second_verdict_on_a_file_that_was_judged_changes_nothing(MalwareVerdict second)
    {
        Send(Samples.Jpeg, Version);
        await HandleAsync(new FileNews(Address, Version, MalwareVerdict.Clean), new AccountScanner());
        var judged = _world.Attachments[Id];

        await HandleAsync(new FileNews(Address, Version, second), new AccountScanner());

        Assert.Equal(judged, _world.Attachments[Id]);
        Assert.Equal(Samples.Jpeg, OpenVaulted());
    }

    [Fact]
    public async Task News_of_what_is_not_in_the_quarantine_touches_nothing()
    {
        Send(Samples.Jpeg, Version);
        var waiting = _world.Attachments[Id];

        await HandleAsync(new FileNews($"https://elsewhere.example/{DraftId}/{Id}", Version, MalwareVerdict.Clean), new AccountScanner());

        Assert.Equal(waiting, _world.Attachments[Id]);
        Assert.Single(_world.Quarantined);
    }

    [Fact]
    public async Task Looking_into_a_file_is_recorded_and_looking_at_news_of_none_is_not()
    {
        await HandleAsync(new FileNews($"https://elsewhere.example/{DraftId}/{Id}", Version, MalwareVerdict.Clean));
        Assert.Empty(_trail.All);

        await ScanAsync(Samples.Jpeg);

        var entry = Assert.Single(_trail.All);
        Assert.Equal((AuditAction.Change, DraftId, AuditPurpose.ProtectFiles, "JudgeAttachment"), (entry.Action, entry.Subject, entry.Purpose, entry.Function));
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
        _world.Quarantined.Remove(Id);
    }

    /// <summary>The second look begins while the first one's scanner is busy, and ends before it.</summary>
    private async Task TwoLooksAsync(byte[] first, byte[] second)
    {
        var busy = new TaskCompletionSource<MalwareVerdict?>();
        _scanner.JudgeAsync(default, default, default).ReturnsForAnyArgs(_ => busy.Task, _ => Task.FromResult<MalwareVerdict?>(MalwareVerdict.Clean));
        var slower = ScanAsync(first);
        await ScanAsync(second);
        busy.SetResult(MalwareVerdict.Clean);
        await slower;
    }

    private byte[] OpenVaulted()
    {
        var attachment = _world.Attachments[Id];
        using var key = _keys.Unwrap([.. attachment.WrappedKey]);
        return key.Open(_world.Vault[attachment.VaultName!], AttachmentSeal.Content);
    }

    /// <summary>The browser sends the bytes, and the news of them is handled.</summary>
    private Task ScanAsync(byte[] content)
    {
        Send(content, Version);
        return HandleAsync(new FileNews(Address, Version, Verdict: null));
    }

    private void Send(byte[] content, string version) => _world.Quarantined[Id] = (content, version);

    private Task HandleAsync(FileNews news, IMalwareScanner? scanner = null) =>
        new JudgeAttachmentHandler(_world, _world, _world, scanner ?? _scanner, _keys, _trail, TimeProvider.System, NullLogger<JudgeAttachmentHandler>.Instance)
            .HandleAsync(news, Cancellation);
}
