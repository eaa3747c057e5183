using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms.FieldTypes;

/// <summary>A calendar date.</summary>
public sealed class DateField : FormField
{
    internal DateField(FieldHead head)
        : base(head)
    {
    }

    internal override ValueKind Kind => ValueKind.Date;

    internal Expression? Min { get; set; }

    internal Expression? Max { get; set; }

    internal override JsonNode? Read(JsonElement answer, string path, Findings found)
    {
        var typed = JsonText.Of(answer);
        var date = typed is null ? "" : PlainText.Tidy(typed);
        if (typed is not null && date.Length == 0)
        {
            return null;
        }

        if (Dates.Read(date) is null)
        {
            found.Add(path, answer.ValueKind == JsonValueKind.String ? "not-a-date" : "wrong-type", answer);
            return null;
        }

        return JsonValue.Create(date);
    }

    internal override void Judge(JsonNode answer, string path, Scope scope, Findings found)
    {
        var date = answer.GetValue<string>();
        if (Min?.Evaluate(scope) is string min && string.CompareOrdinal(date, min) < 0)
        {
            found.Add(path, "too-early", "min", min);
        }
        else if (Max?.Evaluate(scope) is string max && string.CompareOrdinal(date, max) > 0)
        {
            found.Add(path, "too-late", "max", max);
        }
    }
}
