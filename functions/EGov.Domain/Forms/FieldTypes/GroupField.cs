using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms.FieldTypes;

/// <summary>Questions that are asked again for each item: each child, each vehicle.</summary>
public sealed class GroupField : FormField
{
    /// <summary>No group takes more items than this, and no more are looked at.</summary>
    internal const int MostItems = 100;

    internal GroupField(FieldHead head, IReadOnlyList<FormField> fields, int minItems, int maxItems, Text? itemLabel)
        : base(head) => (Fields, MinItems, MaxItems, ItemLabel) = (fields, minItems, maxItems, itemLabel);

    public IReadOnlyList<FormField> Fields { get; }

    public int MinItems { get; }

    public int MaxItems { get; }

    public Text? ItemLabel { get; }

    internal override ValueKind Kind => ValueKind.Structure;

    internal override JsonNode? Read(JsonElement answer, string path, Findings found)
    {
        if (answer.ValueKind != JsonValueKind.Array)
        {
            found.Add(path, "wrong-type", answer);
            return null;
        }

        if (answer.GetArrayLength() > MostItems)
        {
            found.Add(new AnswerProblem(path, "too-many", new Dictionary<string, string> { ["max"] = PlainText.Written(MaxItems) }), answer);
            return null;
        }

        var items = new JsonArray();
        foreach (var item in answer.EnumerateArray())
        {
            var place = $"{path}[{items.Count}]";
            if (item.ValueKind == JsonValueKind.Object)
            {
                items.Add((JsonNode)FieldSet.Read(Fields, item, $"{place}.", (this, null), found, items.Count));
            }
            else
            {
                // It keeps its place, so that the items after it keep their numbers.
                found.Add(place, "wrong-type", item);
                items.Add((JsonNode)new JsonObject());
            }
        }

        return items.Count == 0 ? null : items;
    }

    internal override void Judge(JsonNode answer, string path, Scope scope, Findings found)
    {
        var count = answer.AsArray().Count;
        if (count < MinItems)
        {
            found.Add(path, "too-few", "min", MinItems);
        }
        else if (count > MaxItems)
        {
            found.Add(path, "too-many", "max", MaxItems);
        }
    }
}
