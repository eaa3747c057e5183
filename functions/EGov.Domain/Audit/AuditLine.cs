using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EGov.Domain.Audit;

/// <summary>
/// A line of a chain: <c>{"seq":7,"prev":"…","key":"…","entry":{…},"mac":"…"}</c>, or with <c>"end"</c> and the name of the next blob in place of the entry. The
/// MAC is over everything before it, byte for byte, and <c>prev</c> is the MAC of the line before: whoever takes a line out, puts one in, changes or swaps
/// them breaks every line that follows.
/// </summary>
/// <param name="Entry">The entry as it stands; null in a line that ends a blob.</param>
/// <param name="Next">In a line that ends a blob, the only blob that the chain can go on in.</param>
public sealed record AuditLine(long Sequence, string Previous, string Key, JsonElement? Entry, string? Next, string Mac)
{
    /// <summary>A longer line is none of ours: entries hold references only.</summary>
    public const int Longest = 16 * 1024;

    private const int MacLength = 43;
    private const string BeforeMac = ",\"mac\":\"";
    private const string AfterMac = "\"}";

    private static readonly JsonWriterOptions _writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions _reading = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>Writes an entry after what stands there.</summary>
    /// <param name="entry">JSON without line breaks.</param>
    public static (byte[] Line, AuditTail Tail) Write(AuditTail after, AuditKey key, ReadOnlySpan<byte> entry) => Write(after, key, "entry", entry);

    /// <summary>Ends a blob.</summary>
    public static (byte[] Line, AuditTail Tail) WriteEnd(AuditTail after, AuditKey key, AuditBlobName next) =>
        Write(after, key, "end", JsonSerializer.SerializeToUtf8Bytes(next.ToString()));

    /// <summary>Null when it is no such line.</summary>
    /// <param name="line">Without its line break.</param>
    public static AuditLine? Read(ReadOnlyMemory<byte> line)
    {
        var head = Head(line);
        if (head.IsEmpty)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(new ReadOnlySequence<byte>([.. head.Span, (byte)'}']), _reading);
            var root = json.RootElement;
            var entry = root.TryGetProperty("entry", out var found) ? found.Clone() : (JsonElement?)null;
            var next = root.TryGetProperty("end", out var named) ? named.GetString() : null;
            return entry is null == next is null
                ? null
                : new AuditLine(
                    root.GetProperty("seq").GetInt64(),
                    root.GetProperty("prev").GetString()!,
                    root.GetProperty("key").GetString()!,
                    entry,
                    next,
                    Encoding.ASCII.GetString(line.Span.Slice(head.Length + BeforeMac.Length, MacLength)));
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    /// <summary>What the MAC is over; empty when there is none.</summary>
    public static ReadOnlyMemory<byte> Head(ReadOnlyMemory<byte> line)
    {
        var length = line.Length - BeforeMac.Length - MacLength - AfterMac.Length;
        return length > 0
            && line.Span.Slice(length, BeforeMac.Length).SequenceEqual(Encoding.ASCII.GetBytes(BeforeMac))
            && line.Span[^AfterMac.Length..].SequenceEqual(Encoding.ASCII.GetBytes(AfterMac))
                ? line[..length]
                : default;
    }

    public AuditTail Tail => new(Sequence + 1, Mac);

    private static (byte[] Line, AuditTail Tail) Write(AuditTail after, AuditKey key, string name, ReadOnlySpan<byte> value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, _writing))
        {
            writer.WriteStartObject();
            writer.WriteNumber("seq", after.Sequence);
            writer.WriteString("prev", after.Mac);
            writer.WriteString("key", key.Id);
            writer.WritePropertyName(name);
            writer.WriteRawValue(value);
            writer.WriteEndObject();
        }

        var head = buffer.WrittenSpan[..^1];
        var mac = key.Mac(head);
        return ([.. head, .. Encoding.ASCII.GetBytes($"{BeforeMac}{mac}{AfterMac}\n")], new AuditTail(after.Sequence + 1, mac));
    }
}
