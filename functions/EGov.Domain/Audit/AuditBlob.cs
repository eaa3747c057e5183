using System.Security.Cryptography;

namespace EGov.Domain.Audit;

/// <summary>Reads a blob of a chain from its first byte to its last, line by line, however large it is.</summary>
public sealed class AuditBlob
{
    private long _bytes;
    private AuditLine? _first;
    private string _sha256 = string.Empty;

    /// <summary>Lines that were read, whole ones.</summary>
    public long Lines { get; private set; }

    public long Entries { get; private set; }

    public AuditLine? Last { get; private set; }

    /// <summary>What a seal says of it. Nothing that is empty is sealed.</summary>
    public SealedBlob Attested(string name) => new(name, Lines, Entries, _first!.Sequence, Last!.Mac, _bytes, _sha256);

    /// <param name="judge">What is wrong with a line (its bytes, and what they say); null when nothing is.</param>
    /// <returns>What is wrong with line number <see cref="Lines"/> + 1; null when nothing is.</returns>
    public async Task<string?> ReadAsync(Stream content, Func<ReadOnlyMemory<byte>, AuditLine, string?> judge, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, filled) = (new byte[4 * AuditLine.Longest], 0);
        while (await content.ReadAsync(buffer.AsMemory(filled), cancellation) is var read and > 0)
        {
            hash.AppendData(buffer.AsSpan(filled, read));
            (filled, _bytes) = (filled + read, _bytes + read);
            var start = 0;
            while (buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') is var length and >= 0)
            {
                if (Judge(buffer.AsMemory(start, length), judge) is { } wrong)
                {
                    return wrong;
                }

                start += length + 1;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled > AuditLine.Longest)
            {
                return "is too long to be a line of the chain";
            }
        }

        _sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        return filled == 0 ? null : "is cut off";
    }

    private string? Judge(ReadOnlyMemory<byte> text, Func<ReadOnlyMemory<byte>, AuditLine, string?> judge)
    {
        if (AuditLine.Read(text) is not { } line)
        {
            return "is no line of a chain";
        }

        if (Last?.Next is not null)
        {
            return "comes after the line that ends the blob";
        }

        if (judge(text, line) is { } wrong)
        {
            return wrong;
        }

        _first ??= line;
        Last = line;
        Lines++;
        Entries += line.Entry is null ? 0 : 1;
        return null;
    }
}
