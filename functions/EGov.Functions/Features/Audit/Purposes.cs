using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using EGov.Domain;
using EGov.Functions.Hosting;

namespace EGov.Functions.Features.Audit;

/// <summary>What people read of why their data was looked at.</summary>
internal static class Purposes
{
    private static readonly FrozenDictionary<AuditPurpose, Text> _sentences = Read();

    public static Text Say(AuditPurpose purpose) => _sentences[purpose];

    private static FrozenDictionary<AuditPurpose, Text> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Audit/purposes.json")!;
        return JsonSerializer.Deserialize<Dictionary<AuditPurpose, Text>>(stream, Json.Options)!.ToFrozenDictionary();
    }
}
