using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms.FieldTypes;

/// <summary>One of several options.</summary>
public sealed class ChoiceField : FormField
{
    private readonly HashSet<string> _offered;

    internal ChoiceField(FieldHead head, IReadOnlyList<FieldOption> options)
        : base(head) => (Options, _offered) = (options, options.Select(option => option.Value).ToHashSet(StringComparer.Ordinal));

    public IReadOnlyList<FieldOption> Options { get; }

    internal override ValueKind Kind => ValueKind.Text;

    internal override IReadOnlySet<string> Offered => _offered;

    internal override JsonNode? Read(JsonElement answer, string path, Findings found)
    {
        var value = JsonText.Of(answer);
        if (value is { Length: 0 })
        {
            return null;
        }

        if (value is null || !_offered.Contains(value))
        {
            found.Add(path, answer.ValueKind == JsonValueKind.String ? "unknown-option" : "wrong-type", answer);
            return null;
        }

        return JsonValue.Create(value);
    }
}
