using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms.FieldTypes;

/// <summary>Words that a person declares. A declaration not made is no answer.</summary>
public sealed class DeclarationField : FormField
{
    internal DeclarationField(FieldHead head, Text statement)
        : base(head) => Statement = statement;

    public Text Statement { get; }

    internal override ValueKind Kind => ValueKind.YesNo;

    internal override string MissingCode => "not-declared";

    internal override JsonNode? Read(JsonElement answer, string path, Findings found)
    {
        if (answer.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            found.Add(path, "wrong-type", answer);
        }

        return answer.ValueKind == JsonValueKind.True ? JsonValue.Create(true) : null;
    }
}
