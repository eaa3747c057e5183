using System.Text.Json;
using EGov.Domain.Forms.FieldTypes;

namespace EGov.Domain.Forms.Expressions;

/// <summary>
/// Reads an expression of a document and finds what is wrong with it before anyone answers: an operator that is none, a wrong
/// number of arguments, a field that is not there or of another type than needed, an option that the choice does not offer.
/// </summary>
internal sealed class ExpressionReader(IReadOnlyDictionary<string, FormField> fields, List<FormDefect> defects)
{
    /// <summary>Reads an expression that has to give a certain kind of value.</summary>
    internal Expression Read(JsonElement element, string place, GroupField? group, ValueKind wanted)
    {
        var before = defects.Count;
        var expression = Read(element, place, group);
        if (defects.Count == before && !Gives(expression, wanted))
        {
            Defect(place, "wrong-type");
        }

        return expression;
    }

    private static bool Gives(Expression expression, ValueKind wanted) => expression.Kind == wanted
        || (wanted == ValueKind.Date && expression is Literal { Value: string text } && Dates.Read(text) is not null);

    /// <summary>As <see cref="Gives"/>, where null is as good: it makes the result null.</summary>
    private static bool May(Expression expression, ValueKind wanted) => expression.Kind == ValueKind.Nothing || Gives(expression, wanted);

    private Expression Read(JsonElement element, string place, GroupField? group)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                return Literal.Nothing;
            case JsonValueKind.True or JsonValueKind.False:
                return new Literal(element.GetBoolean(), ValueKind.YesNo);
            case JsonValueKind.String:
                return JsonText.Of(element) is { } text ? new Literal(text, ValueKind.Text) : Defect(place, "control-characters");
            case JsonValueKind.Number:
                return Number.Read(element, out _) is { Scale: <= Arithmetic.Decimals } number
                    ? new Literal(number, ValueKind.Number)
                    : Defect(place, "out-of-range");
            case JsonValueKind.Object:
                var members = element.EnumerateObject().ToList();
                return members.Count == 1
                    ? Operator(JsonText.Name(members[0]), members[0].Value, place, group)
                    : Defect(place, "not-an-expression");
            default:
                return Defect(place, "not-an-expression");
        }
    }

    private Expression Operator(string name, JsonElement argument, string place, GroupField? group)
    {
        var inside = $"{place}.{FieldSet.Spoken(name)}";
        switch (name)
        {
            case "answer":
                return Answer(argument, inside, group);
            case "answered":
                return Field(argument, inside, group) is var (asked, askedMember) ? new FieldReference(Reading.Answered, asked, askedMember, null) : Literal.Nothing;
            case "count":
                return Field(argument, inside, group) is not var (counted, part) ? Literal.Nothing
                    : part is null && counted is GroupField or ChoicesField or FileField ? new FieldReference(Reading.Count, counted, null, null)
                    : Defect(inside, "wrong-type");
            case "sum":
                return Sum(argument, inside);
            case "today":
                return argument.ValueKind == JsonValueKind.True ? new Today() : Defect(inside, "wrong-type");
            case "not":
                return Of(ValueKind.YesNo, [Read(argument, inside, group)], inside, ValueKind.YesNo, lenient: true, Logic.Not);
            case "age":
                return Age(Read(argument, inside, group), inside);
            case "in":
                return In(argument, inside, group);
        }

        if (!_arities.TryGetValue(name, out var arity))
        {
            return Defect(place, "unknown-operator");
        }

        if (argument.ValueKind != JsonValueKind.Array || argument.GetArrayLength() < arity.Least || argument.GetArrayLength() > arity.Most)
        {
            return Defect(inside, "wrong-argument-count");
        }

        var parts = argument.EnumerateArray().Select((part, index) => Read(part, $"{inside}[{index}]", group)).ToList();
        return name switch
        {
            "and" => Of(ValueKind.YesNo, parts, inside, ValueKind.YesNo, lenient: true, Logic.And),
            "or" => Of(ValueKind.YesNo, parts, inside, ValueKind.YesNo, lenient: true, Logic.Or),
            "add" => Of(ValueKind.Number, parts, inside, ValueKind.Number, lenient: false, values => values.Aggregate((a, b) => Arithmetic.Add(a, b))),
            "multiply" => Of(ValueKind.Number, parts, inside, ValueKind.Number, lenient: false, values => values.Aggregate((a, b) => Arithmetic.Multiply(a, b))),
            "subtract" => Of(ValueKind.Number, parts, inside, ValueKind.Number, lenient: false, values => Arithmetic.Subtract(values[0], values[1])),
            "if" => If(parts, inside),
            "includes" => Includes(parts, inside),
            "addDays" => Shift(parts, inside, (date, by) => date.AddDays(by)),
            "addMonths" => Shift(parts, inside, (date, by) => date.AddMonths(by)),
            "addYears" => Shift(parts, inside, (date, by) => date.AddYears(by)),
            _ => Comparison(name, parts, inside),
        };
    }

    private static readonly Dictionary<string, (int Least, int Most)> _arities = new(StringComparer.Ordinal)
    {
        ["and"] = (1, 100),
        ["or"] = (1, 100),
        ["add"] = (1, 100),
        ["multiply"] = (1, 100),
        ["subtract"] = (2, 2),
        ["if"] = (3, 3),
        ["includes"] = (2, 2),
        ["addDays"] = (2, 2),
        ["addMonths"] = (2, 2),
        ["addYears"] = (2, 2),
        ["eq"] = (2, 2),
        ["ne"] = (2, 2),
        ["lt"] = (2, 2),
        ["le"] = (2, 2),
        ["gt"] = (2, 2),
        ["ge"] = (2, 2),
    };

    private Operation Of(ValueKind kind, List<Expression> parts, string place, ValueKind wanted, bool lenient, Func<object?[], object?> compute)
    {
        for (var index = 0; index < parts.Count; index++)
        {
            if (!May(parts[index], wanted))
            {
                Defect(parts.Count == 1 ? place : $"{place}[{index}]", "wrong-type");
            }
        }

        return new Operation(kind, parts, lenient, compute);
    }

    private Expression Comparison(string name, List<Expression> parts, string place)
    {
        var comparable = parts[0].Kind == ValueKind.Nothing || parts[1].Kind == ValueKind.Nothing
            || Gives(parts[0], parts[1].Kind) || Gives(parts[1], parts[0].Kind);
        var ordered = name is not ("eq" or "ne");
        if (!comparable || parts.Any(part => part.Kind is ValueKind.List or ValueKind.Structure || (ordered && part.Kind == ValueKind.YesNo)))
        {
            return Defect(place, "wrong-type");
        }

        Offered(parts[0], parts[1], $"{place}[1]");
        Offered(parts[1], parts[0], $"{place}[0]");
        return new Operation(ValueKind.YesNo, parts, false, values => Logic.Compare(name, values[0], values[1]));
    }

    private Expression In(JsonElement argument, string place, GroupField? group)
    {
        if (argument.ValueKind != JsonValueKind.Array || argument.GetArrayLength() != 2
            || argument[1].ValueKind != JsonValueKind.Array || argument[1].GetArrayLength() is 0 or > 200)
        {
            return Defect(place, "wrong-argument-count");
        }

        var sought = Read(argument[0], $"{place}[0]", group);
        var values = argument[1].EnumerateArray().Select((value, index) => Read(value, $"{place}[1][{index}]", group)).ToList();
        for (var index = 0; index < values.Count; index++)
        {
            if (sought.Kind is ValueKind.List or ValueKind.Structure || values[index].Kind == ValueKind.Nothing
                || (sought.Kind != ValueKind.Nothing && !Gives(values[index], sought.Kind)))
            {
                Defect($"{place}[1][{index}]", "wrong-type");
            }

            Offered(sought, values[index], $"{place}[1][{index}]");
        }

        return new Operation(ValueKind.YesNo, [sought, .. values], false, all => all[0] is not null && all.Skip(1).Contains(all[0]));
    }

    private Expression Includes(List<Expression> parts, string place)
    {
        if (!May(parts[0], ValueKind.List) || !May(parts[1], ValueKind.Text))
        {
            return Defect(place, "wrong-type");
        }

        Offered(parts[0], parts[1], $"{place}[1]");
        return new Operation(ValueKind.YesNo, parts, false, values => values[0] is string[] list && values[1] is string value && list.Contains(value));
    }

    private Expression If(List<Expression> parts, string place)
    {
        if (!May(parts[0], ValueKind.YesNo))
        {
            return Defect($"{place}[0]", "wrong-type");
        }

        var (a, b) = (parts[1], parts[2]);
        ValueKind? kind = a.Kind == ValueKind.Nothing ? b.Kind
            : b.Kind == ValueKind.Nothing || Gives(b, a.Kind) ? a.Kind
            : Gives(a, b.Kind) ? b.Kind
            : null;
        return kind is { } known and not (ValueKind.List or ValueKind.Structure)
            ? new Operation(known, parts, lenient: true, Logic.If)
            : Defect(place, "wrong-type");
    }

    private Expression Shift(List<Expression> parts, string place, Func<DateOnly, int, DateOnly> add)
    {
        if (!May(parts[0], ValueKind.Date) || !May(parts[1], ValueKind.Number))
        {
            return Defect(place, "wrong-type");
        }

        return new Operation(ValueKind.Date, parts, false, values =>
            Dates.Read(values[0]) is { } date && values[1] is decimal by && Dates.Shift(date, by, add) is { } shifted ? Dates.Write(shifted) : null);
    }

    private Expression Age(Expression born, string place) => May(born, ValueKind.Date)
        ? new Operation(ValueKind.Number, [born, new Today()], false, values =>
            Dates.Read(values[0]) is { } date && Dates.Read(values[1]) is { } today ? (decimal)Dates.Age(date, today) : null)
        : Defect(place, "wrong-type");

    private Expression Answer(JsonElement argument, string place, GroupField? group) => Field(argument, place, group) switch
    {
        null => Literal.Nothing,
        (var field, null) when field.Kind == ValueKind.Structure => Defect(place, "wrong-type"),
        var (field, member) => new FieldReference(Reading.Answer, field, member, null),
    };

    private Expression Sum(JsonElement argument, string place)
    {
        if (argument.ValueKind != JsonValueKind.Array || argument.GetArrayLength() != 2)
        {
            return Defect(place, "wrong-argument-count");
        }

        if (!fields.TryGetValue(JsonText.Of(argument[0]) ?? "", out var field) || field is not GroupField group)
        {
            return Defect($"{place}[0]", field is null ? "unknown-field" : "wrong-type");
        }

        var name = JsonText.Of(argument[1]);
        var summed = group.Fields.FirstOrDefault(own => own.Id == name);
        return summed is { Kind: ValueKind.Number }
            ? new FieldReference(Reading.Sum, group, null, summed)
            : Defect($"{place}[1]", summed is null ? "unknown-field" : "wrong-type");
    }

    /// <summary>Finds a field by name, a sibling first; with the member of an address after a dot.</summary>
    private (FormField Field, string? Member)? Field(JsonElement argument, string place, GroupField? group)
    {
        var name = JsonText.Of(argument);
        if (name is null)
        {
            Defect(place, "wrong-type");
            return null;
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var (id, member) = dot < 0 ? (name, null) : (name[..dot], name[(dot + 1)..]);
        var field = group?.Fields.FirstOrDefault(own => own.Id == id) ?? fields.GetValueOrDefault(id);
        if (field is null || (member is not null && !(field is AddressField && AddressField.Readable.Contains(member))))
        {
            Defect(place, "unknown-field");
            return null;
        }

        return (field, member);
    }

    private void Offered(Expression read, Expression compared, string place)
    {
        if (read is FieldReference { Reading: Reading.Answer } reference && compared is Literal { Value: string value }
            && (reference.Member is null ? reference.Field.Offered : AddressField.OfferedBy(reference.Member)?.ToHashSet()) is { } offered
            && !offered.Contains(value))
        {
            Defect(place, "unknown-option");
        }
    }

    private Literal Defect(string place, string code)
    {
        defects.Add(new FormDefect(place, code));
        return Literal.Nothing;
    }
}
