using System.Text.Json.Nodes;
using EGov.Domain.Forms.FieldTypes;

namespace EGov.Domain.Forms.Expressions;

/// <summary>How an expression reads a field.</summary>
internal enum Reading
{
    Answer,
    Answered,
    Count,
    Sum,
}

/// <summary>Reads a field: its answer, whether it has one, how many items, or a total over a group's items.</summary>
/// <param name="source">The field; for a total, the group.</param>
/// <param name="member">The member of an address, or null.</param>
/// <param name="summed">For a total, the field that is added up.</param>
internal sealed class FieldReference(Reading reading, FormField source, string? member, FormField? summed) : Expression
{
    internal Reading Reading => reading;

    internal FormField Field => source;

    internal FormField? Summed => summed;

    internal string? Member => member;

    internal override ValueKind Kind => reading switch
    {
        Reading.Answered => ValueKind.YesNo,
        Reading.Count or Reading.Sum => ValueKind.Number,
        _ => member is null ? source.Kind : ValueKind.Text,
    };

    /// <summary>Whether what it reads has an answer.</summary>
    internal bool IsAnswered(Scope scope) => Node(scope) is not null;

    internal override object? Evaluate(Scope scope) => reading switch
    {
        Reading.Answered => IsAnswered(scope),
        Reading.Count => (decimal)((Node(scope) as JsonArray)?.Count ?? 0),
        Reading.Sum => Total(scope),
        _ => Plain(Node(scope)),
    };

    internal override object? Fold(Func<FormField, bool> neverShown) => !neverShown(source)
        ? Unknown
        : reading switch
        {
            Reading.Answered => false,
            Reading.Count or Reading.Sum => 0m,
            _ => null,
        };

    private JsonNode? Node(Scope scope)
    {
        var node = scope.Book.Shown(source, scope.Item);
        return member is null ? node : (node as JsonObject)?[member];
    }

    private decimal? Total(Scope scope)
    {
        decimal? total = 0m;
        for (var item = 0; item < scope.Book.ItemCount((GroupField)source); item++)
        {
            total = Arithmetic.Add(total, Plain(scope.Book.Shown(summed!, item)) ?? 0m);
        }

        return total;
    }

    private static object? Plain(JsonNode? node) => node switch
    {
        null => null,
        JsonArray list => list.Select(value => value!.GetValue<string>()).ToArray(),
        JsonValue value when value.TryGetValue<bool>(out var yes) => yes,
        JsonValue value when value.TryGetValue<decimal>(out var number) => number,
        JsonValue value => value.GetValue<string>(),
        _ => null,
    };
}
