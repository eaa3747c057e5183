using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs.Specialized;
using EGov.Domain.Audit;
using EGov.Operations.Audit;
using EGov.Operations.Backups;
using EGov.Operations.Tests.Backups;

namespace EGov.Operations.Tests.Audit;

/// <summary>The command, over a folder, a backup and an account; what kinds of tampering are found is the verifier's own test.</summary>
public sealed class AuditVerificationTests(AccountPair accounts) : IClassFixture<AccountPair>, IDisposable
{
    private const string Blob = "2026-11-25/10-0-00.jsonl";

    private readonly byte[] _lineKey = RandomNumberGenerator.GetBytes(32);
    private readonly ECDsa _sealKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly StringWriter _report = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _sealKey.Dispose();
        _report.Dispose();
    }

    [Fact]
    public async Task A_folder_that_nobody_touched_is_whole()
    {
        var folder = Written();

        Assert.Equal(0, await VerifyAsync(folder, withLineKeys: true));

        Assert.Equal(
            [
                "The audit trail is whole: 3 entries in 5 lines of 2 blobs, 1 seals",
                "sealed before 2026-11-25 11:00:00Z; 0 lines after that are not sealed yet, and of those the last may be missing without a sign",
                "every line was held against its key",
                "",
            ],
            _report.ToString().Split('\n'));
    }

    [Fact]
    public async Task Without_the_key_of_the_lines_it_says_what_it_does_not_prove()
    {
        Assert.Equal(0, await VerifyAsync(Written(), withLineKeys: false));

        Assert.Contains("without the key of the lines", _report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_break_is_told_with_blob_and_line_and_the_exit_code_is_one()
    {
        var folder = Written();
        var path = Path.Combine(folder, Blob);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"id\":\"2\"", "\"id\":\"9\"", StringComparison.Ordinal));

        Assert.Equal(1, await VerifyAsync(folder, withLineKeys: true));

        Assert.Equal($"BROKEN at {Blob}, line 2: was changed: its MAC is another one's\n", _report.ToString());
    }

    [Fact]
    public async Task Older_keys_of_the_lines_are_held_against_what_was_written_with_them()
    {
        var (folder, keys) = (Written(), LineKeys());
        File.Move(Path.Combine(keys, "audit-key"), Path.Combine(keys, "audit-key.1"));
        File.WriteAllText(Path.Combine(keys, "audit-key"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

        Assert.Equal(0, await AuditArguments.Read(["audit", "verify", folder, "--seal-keys", SealKeys(), "--line-keys", keys])!.VerifyAsync(Inventory(), _report, Cancellation));
    }

    [Fact]
    public async Task A_trail_that_was_backed_up_and_restored_verifies_in_the_backup_and_goes_on_growing()
    {
        var container = accounts.From.Blobs.GetBlobContainerClient("audit");
        await container.CreateAsync(cancellationToken: Cancellation);
        foreach (var (name, content) in Blobs())
        {
            if (AuditBlobName.TryParse(name) is null)
            {
                await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), Cancellation);
                continue;
            }

            await container.GetAppendBlobClient(name).CreateAsync(cancellationToken: Cancellation);
            await container.GetAppendBlobClient(name).AppendBlockAsync(new MemoryStream(content), cancellationToken: Cancellation);
        }

        var folder = accounts.NewFolder();
        await new Backup(accounts.From, Inventory(), TextWriter.Null).WriteAsync(folder, Cancellation);
        await new Restore(accounts.To, Inventory(), TextWriter.Null).WriteAsync(folder, Cancellation);

        Assert.Equal(0, await VerifyAsync(folder, withLineKeys: true));
        var restored = accounts.To.Blobs.GetBlobContainerClient("audit");
        Assert.Equal(0, await new AuditVerification(_report).VerifyAsync(new AccountArchive(restored), SealKeys(), LineKeys(), Cancellation));
        await restored.GetAppendBlobClient(Blob).AppendBlockAsync(new MemoryStream("more\n"u8.ToArray()), cancellationToken: Cancellation);
        Assert.Equal(1, await new AuditVerification(_report).VerifyAsync(new AccountArchive(restored), SealKeys(), LineKeys(), Cancellation));
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("audit", "verify")]
    [InlineData("audit", "verify", "folder")]
    [InlineData("audit", "verify", "--line-keys", "folder")]
    [InlineData("audit", "verify", "folder", "--seal-keys", "file", "--line-keys")]
    [InlineData("verify", "folder")]
    public void What_is_no_such_command_is_none(params string[] args) => Assert.Null(AuditArguments.Read(args));

    [Fact]
    public async Task Keys_that_are_not_there_or_are_none_are_refused()
    {
        var (folder, empty) = (Written(), Directory.CreateDirectory(accounts.NewFolder()).FullName);
        var broken = Path.Combine(empty, "keys.json");
        File.WriteAllText(broken, "{}");

        Assert.Equal($"{broken} holds no public keys of seals", await RefusedAsync(folder, broken, null));
        Assert.Equal($"{empty}/none holds no public keys of seals", await RefusedAsync(folder, $"{empty}/none", null));
        Assert.Equal($"{empty} holds no audit-key", await RefusedAsync(folder, SealKeys(), empty));
        Assert.Equal("There is no folder /nowhere", await RefusedAsync("/nowhere", SealKeys(), null));
    }

    private static StorageInventory Inventory() => new([], ["audit"]);

    private Task<int> VerifyAsync(string folder, bool withLineKeys) =>
        new AuditArguments(folder, SealKeys(), withLineKeys ? LineKeys() : null).VerifyAsync(Inventory(), _report, Cancellation);

    private async Task<string> RefusedAsync(string folder, string sealKeys, string? lineKeys) => (await Assert.ThrowsAsync<OperationRefusedException>(
        () => new AuditArguments(folder, sealKeys, lineKeys).VerifyAsync(Inventory(), _report, Cancellation))).Message;

    private string Written()
    {
        var folder = accounts.NewFolder();
        foreach (var (name, content) in Blobs())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }

        return folder;
    }

    /// <summary>Three entries of one hour, sealed.</summary>
    private Dictionary<string, byte[]> Blobs()
    {
        var (key, hour) = (new AuditKey(_lineKey), new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.Zero));
        var name = AuditBlobName.First(0).Next(hour);
        var (begin, tail) = AuditLine.WriteEnd(AuditTail.Of(0), key, name);
        var lines = new List<byte>();
        for (var number = 1; number <= 3; number++)
        {
            (var line, tail) = AuditLine.Write(tail, key, Encoding.UTF8.GetBytes($$"""{"id":"{{number}}"}"""));
            lines.AddRange(line);
        }

        lines.AddRange(AuditLine.WriteEnd(tail, key, name.Next(hour.AddHours(1))).Line);
        var blobs = new Dictionary<string, byte[]> { ["begin/0.jsonl"] = begin, [name.ToString()] = [.. lines] };
        var seal = new AuditSeal(hour.AddHours(1), null, [.. blobs.Select(blob => Attested(blob.Key, blob.Value)).OrderBy(one => one.Name, StringComparer.Ordinal)]);
        blobs[AuditSeal.NameOf(seal.Until)] = Encoding.ASCII.GetBytes(Signed(seal));
        return blobs;
    }

    private static SealedBlob Attested(string name, byte[] content)
    {
        var blob = new AuditBlob();
        Assert.Null(blob.ReadAsync(new MemoryStream(content), (_, _) => null, Cancellation).GetAwaiter().GetResult());
        return blob.Attested(name);
    }

    private string Signed(AuditSeal seal)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", kid = "k", typ = AuditSeal.Type });
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(seal.Payload())}";
        return $"{signed}.{Base64Url.EncodeToString(_sealKey.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    private string SealKeys()
    {
        var point = _sealKey.ExportParameters(includePrivateParameters: false).Q;
        var path = Path.Combine(Directory.CreateDirectory(accounts.NewFolder()).FullName, "audit-keys.json");
        File.WriteAllText(path, JsonSerializer.Serialize(
            new { keys = new[] { new { kid = "k", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) } } }));
        return path;
    }

    private string LineKeys()
    {
        var folder = Directory.CreateDirectory(accounts.NewFolder()).FullName;
        File.WriteAllText(Path.Combine(folder, "audit-key"), Convert.ToBase64String(_lineKey));
        return folder;
    }
}
