using System.Net.Http.Json;
using System.Text.Json;
using EGov.Testing;

namespace EGov.Benchmarks;

/// <summary>The storage calls of each function since the host started, as its pipeline policy counted them.</summary>
internal sealed record StorageCalls(IReadOnlyDictionary<string, long> ByFunction)
{
    /// <summary>A stack that counts; people who want a last seat try more often than people may.</summary>
    public static readonly LocalStackOptions Counting = new()
    {
        HostSettings = new Dictionary<string, string?> { ["Storage:Count"] = "true", ["Limits:Holds:PerPerson"] = "10000" },
    };

    public static async Task<StorageCalls> ReadAsync(LocalStack stack, CancellationToken cancellation)
    {
        var counted = await stack.Http.GetFromJsonAsync<JsonElement>(new Uri(stack.AdminBase, "storage-calls"), cancellation);
        return new StorageCalls(counted.GetProperty("byFunction").EnumerateObject()
            .ToDictionary(function => function.Name, function => function.Value.GetProperty("calls").GetInt64()));
    }

    public StorageCalls Since(StorageCalls before) =>
        new(ByFunction.ToDictionary(function => function.Key, function => function.Value - before.ByFunction.GetValueOrDefault(function.Key)));

    public long Of(string function) => ByFunction.GetValueOrDefault(function);
}
