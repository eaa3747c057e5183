using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms.FieldTypes;

/// <summary>Yes or no; no is an answer too.</summary>
public sealed class YesNoField : FormField
{
    internal YesNoField(FieldHead head)
        : base(head)
    {
    }

    internal override ValueKind Kind => ValueKind.YesNo;

    internal override JsonNode? Read(JsonElement answer, string path, Findings found)
    {
        if (answer.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return JsonValue.Create(answer.GetBoolean());
        }

        found.Add(path, "wrong-type", answer);
        return null;
    }
}
