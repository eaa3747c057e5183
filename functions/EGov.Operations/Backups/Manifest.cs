using System.Text.Json;

namespace EGov.Operations.Backups;

/// <summary>What a backup holds. It is written last, so a folder without one is no backup.</summary>
/// <param name="Inventory">The version of infra/storage.json that it was made by; of those from before there were versions, the first.</param>
public sealed record Manifest(
    int Format,
    DateTimeOffset BegunAt,
    DateTimeOffset EndedAt,
    IReadOnlyList<ManifestEntry> Tables,
    IReadOnlyList<ManifestEntry> Containers,
    int Inventory = 1)
{
    public const int CurrentFormat = 1;
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public async Task WriteAsync(string folder, CancellationToken cancellation)
    {
        var aside = Path.Combine(folder, $"{FileName}.new");
        await File.WriteAllTextAsync(aside, JsonSerializer.Serialize(this, s_json), cancellation);
        File.Move(aside, Path.Combine(folder, FileName));
    }

    /// <exception cref="OperationRefusedException">There is none, or it is none that this program wrote.</exception>
    public static async Task<Manifest> ReadAsync(string folder, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new OperationRefusedException($"{folder} has no {FileName}: it is no backup, or one that was interrupted");
        }

        try
        {
            var manifest = JsonSerializer.Deserialize<Manifest>(await File.ReadAllTextAsync(path, cancellation), s_json);
            return manifest is { Format: CurrentFormat, Tables: not null, Containers: not null }
                ? manifest
                : throw new OperationRefusedException($"{FileName} is of a format that this program does not know");
        }
        catch (JsonException broken)
        {
            throw new OperationRefusedException($"{FileName} is broken at line {broken.LineNumber + 1}", broken);
        }
    }
}

/// <summary>A table or a container.</summary>
/// <param name="Count">Its rows or blobs.</param>
/// <param name="Lines">The lines of its file.</param>
/// <param name="Sha256">Of its file before compression, in hexadecimal.</param>
public sealed record ManifestEntry(string Name, long Count, long Lines, string Sha256)
{
    public string TableFile => $"table-{Name}.jsonl.gz";

    public string ContainerFile => $"container-{Name}.jsonl.gz";
}
