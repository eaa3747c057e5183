using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EGov.Domain.Audit;
using EGov.Domain.Signing;

namespace EGov.Domain.Tests.Audit;

/// <summary>A trail in memory, written as the platform writes it, that a test then tampers with.</summary>
internal sealed class MemoryTrail : IAuditArchive, IDisposable
{
    private readonly ECDsa _sealKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Dictionary<int, (AuditBlobName Name, AuditTail Tail)> _open = [];
    private string? _lastSeal;

    public SortedDictionary<string, byte[]> Blobs { get; } = new(StringComparer.Ordinal);

    public AuditKey Key { get; } = new(RandomNumberGenerator.GetBytes(32));

    public DateTimeOffset Hour { get; private set; } = new(2026, 11, 25, 22, 0, 0, TimeSpan.Zero);

    /// <summary>Four hours over midnight with some lines in each of two chains, all but the last hour sealed.</summary>
    public static MemoryTrail OfFourHours()
    {
        var trail = new MemoryTrail();
        for (var hour = 0; hour < 4; hour++)
        {
            trail.Append(chain: 0, lines: 3 + hour);
            trail.Append(chain: 2, lines: 2);
            if (hour < 3)
            {
                trail.Pass();
                trail.Seal();
            }
        }

        return trail;
    }

    public void Append(int chain, int lines)
    {
        for (var i = 0; i < lines; i++)
        {
            var (name, tail) = Open(chain);
            (var line, tail) = AuditLine.Write(tail, Key, Encoding.UTF8.GetBytes($$"""{"id":"{{chain}}-{{tail.Sequence}}","subject":"CDFH-3467-XY3K"}"""));
            Add(name, line);
            _open[chain] = (name, tail);
        }
    }

    public void Pass(int hours = 1) => Hour = Hour.AddHours(hours);

    public void Seal(ECDsa? by = null)
    {
        for (var chain = 0; chain < AuditBlobName.Chains; chain++)
        {
            Open(chain);
        }

        var sealedBefore = _lastSeal is null ? (DateTimeOffset?)null : AuditSeal.Read(_lastSeal)!.Until;
        var blobs = Blobs.Keys.Where(name => AuditBlobName.TryParse(name) is { } blob && blob.Hour < Hour && (sealedBefore is null || blob.Hour >= sealedBefore));
        _lastSeal = Sign(new AuditSeal(Hour, _lastSeal is null ? null : AuditSeal.HashOf(_lastSeal), [.. blobs.Select(Attest)]), by ?? _sealKey);
        Blobs[AuditSeal.NameOf(Hour)] = Encoding.ASCII.GetBytes(_lastSeal);
    }

    public string Sign(AuditSeal seal, ECDsa? by = null)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", kid = "k", typ = AuditSeal.Type });
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(seal.Payload())}";
        return $"{signed}.{Base64Url.EncodeToString((by ?? _sealKey).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public SealedBlob Attest(string name)
    {
        var blob = new AuditBlob();
        Assert.Null(blob.ReadAsync(new MemoryStream(Blobs[name]), (_, _) => null, CancellationToken.None).GetAwaiter().GetResult());
        return blob.Attested(name);
    }

    public List<string> Lines(string name) => [.. Encoding.UTF8.GetString(Blobs[name]).Split('\n')[..^1]];

    public void SetLines(string name, IEnumerable<string> lines) => Blobs[name] = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n")));

    public async Task<AuditVerdict> VerifyAsync(bool withKey = true)
    {
        using var keys = PublicKeySet.Read(PublicKeys());
        return await new AuditVerifier(this, keys, withKey ? [Key] : []).VerifyAsync(TestContext.Current.CancellationToken);
    }

    public string PublicKeys()
    {
        var point = _sealKey.ExportParameters(includePrivateParameters: false).Q;
        return JsonSerializer.Serialize(new { keys = new[] { new { kid = "k", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) } } });
    }

    public Task<IReadOnlyCollection<string>> NamesAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyCollection<string>>([.. Blobs.Keys]);

    public Task<Stream> OpenAsync(string name, CancellationToken cancellation) => Task.FromResult<Stream>(new MemoryStream(Blobs[name]));

    public void Dispose() => _sealKey.Dispose();

    private (AuditBlobName Name, AuditTail Tail) Open(int chain)
    {
        var (name, tail) = _open.TryGetValue(chain, out var open) ? open : (AuditBlobName.First(chain), AuditTail.Of(chain));
        if (name.Hour < Hour)
        {
            var next = name.Next(Hour);
            (var line, tail) = AuditLine.WriteEnd(tail, Key, next);
            Add(name, line);
            (name, _) = _open[chain] = (next, tail);
        }

        return (name, tail);
    }

    private void Add(AuditBlobName name, byte[] line) => Blobs[name.ToString()] = [.. Blobs.GetValueOrDefault(name.ToString(), []), .. line];
}
