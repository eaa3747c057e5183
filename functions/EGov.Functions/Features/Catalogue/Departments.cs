using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using EGov.Domain;
using EGov.Functions.Hosting;

namespace EGov.Functions.Features.Catalogue;

/// <summary>A department that receives submissions: its code in addresses and events, its name for people.</summary>
public sealed record Department(string Code, Text Name);

/// <summary>The departments that receive submissions here.</summary>
public sealed class Departments
{
    private readonly FrozenDictionary<string, Department> _byCode = Read().ToFrozenDictionary(department => department.Code);

    public IEnumerable<Department> All => _byCode.Values.OrderBy(department => department.Code, StringComparer.Ordinal);

    public Department? Find(string code) => _byCode.GetValueOrDefault(code);

    private static List<Department> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Departments.json")!;
        return JsonSerializer.Deserialize<List<Department>>(stream, Json.Options)!;
    }
}
