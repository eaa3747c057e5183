using System.Text.Json;

namespace EGov.Functions.Features.Appointments.PublishRules;

/// <summary>The three documents, whole.</summary>
public sealed record PublishRulesCommand(JsonElement Offices, JsonElement Calendar, JsonElement Services)
{
    internal RuleDocumentSet Documents => new(Document(Offices), Document(Calendar), Document(Services));

    private static BinaryData? Document(JsonElement sent) =>
        sent.ValueKind is JsonValueKind.Undefined ? null : new BinaryData(JsonSerializer.SerializeToUtf8Bytes(sent));
}
