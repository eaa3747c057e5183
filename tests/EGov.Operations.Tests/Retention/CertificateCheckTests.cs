using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using EGov.Operations.Backups;
using EGov.Operations.Retention;
using EGov.Operations.Tests.Backups;
using EGov.Testing;

namespace EGov.Operations.Tests.Retention;

public sealed class CertificateCheckTests(AccountPair accounts) : IClassFixture<AccountPair>, IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _wrapped = RandomNumberGenerator.GetBytes(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task A_good_certificate_is_confirmed_when_nothing_of_it_is_left()
    {
        var inventory = await accounts.InventoryAsync();
        await PutAsync(inventory, ("WrappedKey", RandomNumberGenerator.GetBytes(60)), ("Text", "AQID"), ("Note", "no base64!"));
        await accounts.From.Blobs.GetBlobContainerClient(inventory.Containers[0]).UploadBlobAsync("another", BinaryData.FromBytes(new byte[2_000_000]), Cancellation);

        var said = await CertificateCheck.SearchAsync(Certificate.Read(Answer(Seal()), Keys()), inventory, accounts.From, null, Cancellation);

        Assert.Equal("CDFH-3467-XY3K: destroyed at 2028-11-25T01:35:00.0000000+00:00 by case-contents. The account holds none of its 1 keys and 1 files", said);
    }

    [Theory]
    [InlineData("binary")]
    [InlineData("base64")]
    [InlineData("blob name")]
    [InlineData("blob content")]
    public async Task A_key_that_is_still_there_is_named_with_its_place(string where)
    {
        var inventory = await accounts.InventoryAsync();
        var container = accounts.From.Blobs.GetBlobContainerClient(inventory.Containers[0]);
        var place = where.StartsWith("blob", StringComparison.Ordinal) ? $"the container {inventory.Containers[0]}, blob " : $"the table {inventory.Tables[0]}, row person row";
        switch (where)
        {
            case "binary":
                await PutAsync(inventory, ("AnyName", _wrapped));
                break;
            case "base64":
                await PutAsync(inventory, ("AnyName", Convert.ToBase64String(_wrapped)));
                break;
            case "blob name":
                await container.UploadBlobAsync("vault-1", BinaryData.FromString("sealed"), Cancellation);
                place += "vault-1";
                break;
            default:
                await container.UploadBlobAsync("hidden", BinaryData.FromBytes(_wrapped), Cancellation);
                place += "hidden";
                break;
        }

        var refused = await Assert.ThrowsAsync<OperationRefusedException>(() => CertificateCheck.SearchAsync(Certificate.Read(Seal(), Keys()), inventory, accounts.From, null, Cancellation));

        Assert.Equal($"The account still holds what CDFH-3467-XY3K's certificate says is destroyed: {place}", refused.Message);
    }

    [Fact]
    public async Task A_backup_from_before_is_found_to_hold_the_key()
    {
        var (inventory, before, after) = (await accounts.InventoryAsync(), accounts.NewFolder(), accounts.NewFolder());
        var certificate = Certificate.Read(Seal(), Keys());
        await PutAsync(inventory, ("WrappedKey", _wrapped));
        await accounts.From.Blobs.GetBlobContainerClient(inventory.Containers[0]).UploadBlobAsync("vault-1", BinaryData.FromString("sealed"), Cancellation);
        await new Backup(accounts.From, inventory, TextWriter.Null).WriteAsync(before, Cancellation);
        await PutAsync(inventory, ("Status", "decided"));
        await accounts.From.Blobs.GetBlobContainerClient(inventory.Containers[0]).DeleteBlobAsync("vault-1", cancellationToken: Cancellation);
        await new Backup(accounts.From, inventory, TextWriter.Null).WriteAsync(after, Cancellation);

        var refused = await Assert.ThrowsAsync<OperationRefusedException>(() => CertificateCheck.SearchAsync(certificate, inventory, null, before, Cancellation));

        Assert.Equal($"The backup still holds what CDFH-3467-XY3K's certificate says is destroyed: the table {inventory.Tables[0]}, row person row", refused.Message);
        Assert.EndsWith("The backup holds none of its 1 keys and 1 files", await CertificateCheck.SearchAsync(certificate, inventory, null, after, Cancellation), StringComparison.Ordinal);
    }

    /// <summary>The same text is what the platform writes: CertificatesTests.</summary>
    [Fact]
    public void What_the_platform_writes_is_read()
    {
        var read = Certificate.Read(Seal(payload: File.ReadAllText(RepositoryFolder.Path("tests", "vectors", "destruction-certificate.json")).TrimEnd()), Keys());

        Assert.Equal(
            ("case-contents", "case-contents/department/ird", new DateOnly(2033, 11, 25), new DateTimeOffset(2033, 11, 25, 1, 35, 0, TimeSpan.Zero)),
            (read.DataClass, read.Rule, read.DueOn, read.DestroyedAt));
        Assert.Equal((1, 1, 14), (read.Keys.Count, read.Files.Count, read.Reference.Length));
    }

    [Fact]
    public void A_certificate_that_was_changed_is_not_believed()
    {
        var parts = Seal().Split('.');
        var changed = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("2028", "2029", StringComparison.Ordinal)));

        Refused($"{parts[0]}.{changed}.{parts[2]}", "It was changed, or signed by somebody else");
        Refused(Answer($"{parts[0]}.{changed}.{parts[2]}"), "It was changed, or signed by somebody else");
    }

    [Fact]
    public void What_is_no_certificate_or_sealed_by_nobody_who_is_known_is_not_believed()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Refused("x", "It is no seal: a seal has three parts in base64url");
        Refused("{}", "It is no certificate of destruction");
        Refused("{", "It is no certificate of destruction");
        Refused(Seal(type: "egov-receipt+jws"), "It seals something else: egov-receipt+jws");
        Refused(Seal(kid: "another"), "None of the keys is another");
        Refused(Seal(algorithm: "none"), "It was changed, or signed by somebody else");
        Refused(Seal(key: stranger), "It was changed, or signed by somebody else");
        Refused(Seal(payload: "{\"reference\":\"CDFH-3467-XY3K\"}"), "It is no certificate of destruction");
        Assert.Equal("The keys are no JWK set", Assert.Throws<OperationRefusedException>(() => Certificate.Read(Seal(), "[]")).Message);
    }

    private void Refused(string text, string why) => Assert.Equal(why, Assert.Throws<OperationRefusedException>(() => Certificate.Read(text, Keys())).Message);

    private async Task PutAsync(StorageInventory inventory, params (string Name, object Value)[] properties) => await accounts.From.Tables.GetTableClient(inventory.Tables[0])
        .UpsertEntityAsync(new TableEntity(properties.ToDictionary(one => one.Name, one => one.Value)) { PartitionKey = "person", RowKey = "row" }, TableUpdateMode.Replace, Cancellation);

    private static string Answer(string seal) => JsonSerializer.Serialize(new { facts = new { reference = "of no consequence" }, seal });

    private string Seal(string type = "egov-destruction+jws", string kid = "this", string algorithm = "ES256", ECDsa? key = null, string? payload = null)
    {
        payload ??= JsonSerializer.Serialize(new
        {
            reference = "CDFH-3467-XY3K",
            dataClass = "case-contents",
            rule = "case-contents",
            days = 730,
            from = "decision",
            countedFrom = "2026-11-25",
            dueOn = "2028-11-24",
            destroyedAt = "2028-11-25T01:35:00+00:00",
            keys = new[] { Convert.ToHexStringLower(SHA256.HashData(_wrapped)) },
            files = new[] { Convert.ToHexStringLower(SHA256.HashData("vault-1"u8)) },
        });
        var signed = $"{Part(JsonSerializer.Serialize(new { alg = algorithm, kid, typ = type }))}.{Part(payload)}";
        return $"{signed}.{Base64Url.EncodeToString((key ?? _key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    private string Keys()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return JsonSerializer.Serialize(new { keys = new[] { new { kty = "EC", crv = "P-256", kid = "this", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) } } });
    }

    private static string Part(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
