using EGov.Domain.Signing;

namespace EGov.Domain.Audit;

/// <summary>
/// Goes through a whole trail, offline: the seals from the first to the last, then each chain from its first line to its last. Without keys of the lines it proves that nothing changed since it
/// was sealed; with them, that every line was written by the platform.
/// </summary>
public sealed class AuditVerifier(IAuditArchive archive, PublicKeySet sealKeys, IEnumerable<AuditKey> keys)
{
    /// <summary>A seal is written minutes after its hour; two hours without one is a seal that is missing.</summary>
    private static readonly TimeSpan _longestUnsealed = TimeSpan.FromHours(2);

    private readonly Dictionary<string, AuditKey> _keys = keys.ToDictionary(key => key.Id);
    private readonly Dictionary<string, (SealedBlob Blob, string Seal)> _sealed = [];
    private readonly List<string> _late = [];
    private DateTimeOffset? _until;
    private int _seals;
    private int _blobs;
    private long _lines;
    private long _entries;
    private long _unsealed;

    public async Task<AuditVerdict> VerifyAsync(CancellationToken cancellation)
    {
        var names = (await archive.NamesAsync(cancellation)).Order(StringComparer.Ordinal).ToList();
        var blobs = names.Select(AuditBlobName.TryParse).OfType<AuditBlobName>().ToHashSet();
        var broken = names.Where(name => AuditBlobName.TryParse(name) is null && AuditSeal.UntilOf(name) is null)
                .Select(name => new AuditBreak(name, null, "is no part of the trail")).FirstOrDefault()
            ?? await SealsAsync([.. names.Where(name => AuditSeal.UntilOf(name) is not null)], cancellation);
        for (var chain = 0; broken is null && chain < AuditBlobName.Chains; chain++)
        {
            broken = await ChainAsync(chain, [.. blobs.Where(blob => blob.Chain == chain)], cancellation);
        }

        broken ??= Unsealed(blobs);
        return new AuditVerdict(broken, _blobs, _seals, _lines, _entries, _until, _unsealed, _late);
    }

    private async Task<AuditBreak?> SealsAsync(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        string? before = null;
        foreach (var name in names)
        {
            using var reader = new StreamReader(await archive.OpenAsync(name, cancellation));
            var text = await reader.ReadToEndAsync(cancellation);
            if (!sealKeys.TryVerify(text, AuditSeal.Type, out _, out _) || AuditSeal.Read(text) is not { } seal)
            {
                return new AuditBreak(name, null, "is not signed with any of the keys");
            }

            if (AuditSeal.NameOf(seal.Until) != name)
            {
                return new AuditBreak(name, null, $"is the seal of {AuditSeal.NameOf(seal.Until)}");
            }

            if (seal.Previous != before)
            {
                return new AuditBreak(name, null, "follows a seal that is not there");
            }

            if (_until is { } last && seal.Until - last > TimeSpan.FromHours(1))
            {
                _late.Add(name);
            }

            foreach (var blob in seal.Blobs)
            {
                if (!_sealed.TryAdd(blob.Name, (blob, name)))
                {
                    return new AuditBreak(blob.Name, null, $"is attested twice, the second time in {name}");
                }
            }

            (before, _until, _seals) = (AuditSeal.HashOf(text), seal.Until, _seals + 1);
        }

        return null;
    }

    private async Task<AuditBreak?> ChainAsync(int chain, HashSet<AuditBlobName> left, CancellationToken cancellation)
    {
        var (name, tail) = (AuditBlobName.First(chain), AuditTail.Of(chain));
        while (left.Remove(name))
        {
            var read = new AuditBlob();
            await using var content = await archive.OpenAsync(name.ToString(), cancellation);
            var wrong = await read.ReadAsync(
                content,
                (text, line) =>
                {
                    var found = Wrong(text, line, tail, name);
                    tail = found is null ? line.Tail : tail;
                    return found;
                },
                cancellation);
            if (wrong is not null)
            {
                return new AuditBreak(name.ToString(), read.Lines + 1, wrong);
            }

            if (Against(name, read) is { } other)
            {
                return other;
            }

            _blobs++;
            if (read.Last?.Next is not { } next)
            {
                break;
            }

            name = AuditBlobName.TryParse(next)!;
        }

        // What the chain does not come to is past a hole; what is sealed has been there.
        return _sealed.Keys.Order(StringComparer.Ordinal).FirstOrDefault(sealedName => AuditBlobName.TryParse(sealedName)?.Chain == chain) is { } missing
            ? new AuditBreak(missing, null, $"is missing, or the way to it; {_sealed[missing].Seal} attests it")
            : left.Count > 0 ? new AuditBreak(name.ToString(), null, "is missing, or cut off: the chain goes on after it") : null;
    }

    private string? Wrong(ReadOnlyMemory<byte> text, AuditLine line, AuditTail tail, AuditBlobName name)
    {
        if (line.Sequence != tail.Sequence || line.Previous != tail.Mac)
        {
            return $"is line {line.Sequence} of its chain and does not follow line {tail.Sequence - 1}";
        }

        if (_keys.Count > 0 && !_keys.ContainsKey(line.Key))
        {
            return $"was written with the key {line.Key}, which is not among those given";
        }

        if (_keys.TryGetValue(line.Key, out var key) && key.Mac(AuditLine.Head(text).Span) != line.Mac)
        {
            return "was changed: its MAC is another one's";
        }

        return line.Next is { } next && (AuditBlobName.TryParse(next) is not { } parsed || parsed.Chain != name.Chain || !name.IsBefore(parsed))
            ? "leads to no blob that can follow"
            : null;
    }

    private AuditBreak? Against(AuditBlobName name, AuditBlob read)
    {
        (_lines, _entries) = (_lines + read.Lines, _entries + read.Entries);
        if (_sealed.Remove(name.ToString(), out var attested))
        {
            return read.Lines > 0 && read.Attested(name.ToString()) == attested.Blob
                ? null
                : new AuditBreak(name.ToString(), null, $"is not what {attested.Seal} attests");
        }

        _unsealed += read.Lines;
        return name.Hour < _until ? new AuditBreak(name.ToString(), null, $"is attested by no seal, though all before {_until:u} are") : null;
    }

    private AuditBreak? Unsealed(HashSet<AuditBlobName> blobs)
    {
        var hours = blobs.Where(blob => !blob.IsFirst).Select(blob => blob.Hour).ToList();
        if (hours.Count == 0)
        {
            return null;
        }

        var until = _until ?? hours.Min();
        return hours.Max() - until >= _longestUnsealed
            ? new AuditBreak(AuditSeal.NameOf(until.AddHours(1)), null, $"is missing: blobs were begun until {hours.Max():u}, and nothing after {until:u} is sealed")
            : null;
    }
}
