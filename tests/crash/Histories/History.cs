using System.Text.Json;
using System.Text.Json.Serialization;

namespace EGov.Crash.Histories;

/// <summary>Everything that the clients did and saw, in the order in which they say it; kept in a file, one JSON object a line.</summary>
public sealed class History : IDisposable
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly Lock _lock = new();
    private readonly List<HistoryEntry> _entries = [];
    private readonly StreamWriter? _file;

    /// <param name="path">Where to write it down; null keeps it in memory alone.</param>
    public History(string? path = null) => _file = path is null ? null : new StreamWriter(path);

    public IReadOnlyList<HistoryEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    public void Add(HistoryEntry entry)
    {
        lock (_lock)
        {
            _entries.Add(entry);
            _file?.WriteLine(JsonSerializer.Serialize(entry, s_json));
        }
    }

    public static IReadOnlyList<HistoryEntry> Read(string path) =>
        [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<HistoryEntry>(line, s_json)!)];

    public void Dispose() => _file?.Dispose();
}
