using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EGov.Domain.Audit;

/// <summary>
/// Attests all blobs that were begun before an hour and that no earlier seal attests. It is signed, so that whoever has the public key verifies them without the
/// key of the lines, and it names the seal before it, so that none can be taken away.
/// </summary>
/// <param name="Until">The hour before which it attests.</param>
/// <param name="Previous">SHA-256 of the text of the seal before; null in the first.</param>
public sealed record AuditSeal(DateTimeOffset Until, string? Previous, IReadOnlyList<SealedBlob> Blobs)
{
    /// <summary>Tells a seal from whatever else is signed with keys of the same kind.</summary>
    public const string Type = "egov-audit-seal+jws";

    private const string NameEnd = ".seal";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    public static string NameOf(DateTimeOffset until) => string.Create(CultureInfo.InvariantCulture, $"{AuditBlobName.Day(until)}/{until.UtcDateTime:HH}{NameEnd}");

    /// <summary>The hour that a seal's name says; null when it is no such name.</summary>
    public static DateTimeOffset? UntilOf(string name) =>
        name.EndsWith(NameEnd, StringComparison.Ordinal)
        && DateTimeOffset.TryParseExact(name[..^NameEnd.Length], "yyyy-MM-dd/HH", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
            ? until
            : null;

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    public byte[] Payload() => JsonSerializer.SerializeToUtf8Bytes(this, _json);

    /// <summary>What a seal says, whoever signed it; null when it says nothing that is one.</summary>
    public static AuditSeal? Read(string text)
    {
        try
        {
            return text.Split('.') is [_, var payload, _] && Base64Url.IsValid(payload)
                ? JsonSerializer.Deserialize<AuditSeal>(Base64Url.DecodeFromChars(payload), _json)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A blob as a seal attests it.</summary>
public sealed record SealedBlob(string Name, long Lines, long Entries, long FirstSequence, string LastMac, long Bytes, string Sha256);
