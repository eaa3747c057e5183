using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms.FieldTypes;

/// <summary>A number of at most four decimals, or (<c>money</c>) an amount in whole Hong Kong cents.</summary>
public sealed class NumberField : FormField
{
    internal NumberField(FieldHead head, decimal? min, decimal? max, int decimals, Text? unit, bool isMoney = false)
        : base(head) => (Min, Max, Decimals, Unit, IsMoney) = (min, max, decimals, unit, isMoney);

    public decimal? Min { get; }

    public decimal? Max { get; }

    /// <summary>From 0 to 4; always 0 for money.</summary>
    public int Decimals { get; }

    public Text? Unit { get; }

    /// <summary>Whether it counts Hong Kong cents, which people read as dollars.</summary>
    public bool IsMoney { get; }

    internal override ValueKind Kind => ValueKind.Number;

    internal override JsonNode? Read(JsonElement answer, string path, Findings found)
    {
        if (answer.ValueKind == JsonValueKind.String && JsonText.Of(answer) is { } blank && PlainText.Tidy(blank).Length == 0)
        {
            return null;
        }

        if (Number.Read(answer, out var beyond) is not { } number)
        {
            found.Add(beyond == 0 ? new AnswerProblem(path, "not-a-number") : Beyond(path, beyond), answer);
            return null;
        }

        if (number.Scale > Decimals)
        {
            found.Add(new AnswerProblem(path, "too-many-decimals", new Dictionary<string, string> { ["decimals"] = PlainText.Written(Decimals) }), answer);
            return null;
        }

        return JsonValue.Create(number);
    }

    internal override void Judge(JsonNode answer, string path, Scope scope, Findings found)
    {
        var number = answer.GetValue<decimal>();
        if (number < Min)
        {
            found.Add(path, "too-small", "min", PlainText.Written(Min.Value));
        }
        else if (number > Max)
        {
            found.Add(path, "too-large", "max", PlainText.Written(Max.Value));
        }
    }

    /// <summary>Beyond what any form can hold: the sentence still says how far the person may go.</summary>
    private AnswerProblem Beyond(string path, int sign) => sign > 0
        ? new(path, "too-large", new Dictionary<string, string> { ["max"] = PlainText.Written(Max ?? Arithmetic.Bound) })
        : new(path, "too-small", new Dictionary<string, string> { ["min"] = PlainText.Written(Min ?? -Arithmetic.Bound) });
}
