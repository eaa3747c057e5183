using System.Buffers.Text;
using System.Security.Cryptography;

namespace EGov.Domain.Audit;

/// <summary>A version of the key that the lines of the audit trail are authenticated with.</summary>
public sealed class AuditKey
{
    private readonly byte[] _key;

    public AuditKey(ReadOnlyMemory<byte> key)
    {
        _key = key.ToArray();
        Id = Base64Url.EncodeToString(HMACSHA256.HashData(_key, "audit-key-id"u8).AsSpan(0, 6));
    }

    /// <summary>Names the version in every line, and tells nothing of the key.</summary>
    public string Id { get; }

    public string Mac(ReadOnlySpan<byte> text) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, text));
}
