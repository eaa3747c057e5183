namespace EGov.Domain.Forms.Expressions;

/// <summary>An operator over its parts. <paramref name="compute"/> gets the parts' values; only a lenient one is asked while some are unknown.</summary>
internal sealed class Operation(ValueKind kind, IReadOnlyList<Expression> parts, bool lenient, Func<object?[], object?> compute) : Expression
{
    internal override ValueKind Kind => kind;

    internal override IReadOnlyList<Expression> Parts => parts;

    internal override object? Evaluate(Scope scope)
    {
        var values = new object?[parts.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = parts[i].Evaluate(scope);
        }

        return compute(values);
    }

    internal override object? Fold(Func<FormField, bool> neverShown)
    {
        object?[] values = [.. parts.Select(part => part.Fold(neverShown))];
        return !lenient && values.Contains(Unknown) ? Unknown : compute(values);
    }
}
