using System.Text.Json;
using System.Text.Json.Serialization;

namespace EGov.Operations.Backups;

/// <summary>
/// A line of a container's file. A blob is a line with its name, lines with pieces of its content, and a line with its length and hash, so that no
/// blob has to fit into memory.
/// </summary>
internal sealed record BlobLine
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string? Name { get; init; }

    public string? ContentType { get; init; }

    /// <summary>True of a blob that is appended to; else it is a block blob.</summary>
    public bool? Append { get; init; }

    public SortedDictionary<string, string>? Metadata { get; init; }

    public byte[]? Piece { get; init; }

    public long? Length { get; init; }

    public string? Sha256 { get; init; }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, s_json);

    /// <exception cref="FormatException">It is no such line.</exception>
    public static BlobLine Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<BlobLine>(line, s_json) ?? throw new FormatException("No blob");
        }
        catch (JsonException other)
        {
            throw new FormatException("No blob", other);
        }
    }
}
