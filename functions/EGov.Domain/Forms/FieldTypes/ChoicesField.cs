using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms.FieldTypes;

/// <summary>Any of several options. The canonical answer has each once, in the document's order.</summary>
public sealed class ChoicesField : FormField
{
    private readonly HashSet<string> _offered;

    internal ChoicesField(FieldHead head, IReadOnlyList<FieldOption> options, int? min, int? max)
        : base(head) => (Options, _offered, Min, Max) = (options, options.Select(option => option.Value).ToHashSet(StringComparer.Ordinal), min, max);

    public IReadOnlyList<FieldOption> Options { get; }

    public int? Min { get; }

    public int? Max { get; }

    internal override ValueKind Kind => ValueKind.List;

    internal override IReadOnlySet<string> Offered => _offered;

    internal override JsonNode? Read(JsonElement answer, string path, Findings found)
    {
        if (answer.ValueKind != JsonValueKind.Array || answer.EnumerateArray().Any(value => value.ValueKind != JsonValueKind.String))
        {
            found.Add(path, "wrong-type", answer);
            return null;
        }

        var chosen = answer.EnumerateArray().Select(JsonText.Of).ToHashSet();
        if (chosen.Any(value => value is null || !_offered.Contains(value)))
        {
            found.Add(path, "unknown-option", answer);
            return null;
        }

        return chosen.Count == 0
            ? null
            : new JsonArray([.. Options.Where(option => chosen.Contains(option.Value)).Select(option => JsonValue.Create(option.Value))]);
    }

    internal override void Judge(JsonNode answer, string path, Scope scope, Findings found)
    {
        var count = answer.AsArray().Count;
        if (count < Min)
        {
            found.Add(path, "too-few", "min", Min.Value);
        }
        else if (count > Max)
        {
            found.Add(path, "too-many", "max", Max.Value);
        }
    }
}
