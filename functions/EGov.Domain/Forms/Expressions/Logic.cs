namespace EGov.Domain.Forms.Expressions;

/// <summary>Logic and comparison. A question without an answer (null) counts as false; <see cref="Expression.Unknown"/> stays so unless the other parts decide.</summary>
internal static class Logic
{
    internal static object? Not(object?[] values) => Unknown(values[0]) ? values[0] : values[0] is not true;

    internal static object? And(object?[] values) =>
        values.Any(value => !Unknown(value) && value is not true) ? false : values.Any(Unknown) ? Expression.Unknown : true;

    internal static object? Or(object?[] values) =>
        values.Any(value => value is true) ? true : values.Any(Unknown) ? Expression.Unknown : false;

    internal static object? If(object?[] values) => Unknown(values[0]) ? Expression.Unknown : values[0] is true ? values[1] : values[2];

    internal static bool Compare(string operation, object? a, object? b)
    {
        if (operation is "eq" or "ne")
        {
            return Equals(a, b) == (operation == "eq");
        }

        int? order = (a, b) switch
        {
            (decimal x, decimal y) => x.CompareTo(y),
            (string x, string y) => PlainText.Compare(x, y),
            _ => null,
        };
        return operation switch
        {
            "lt" => order < 0,
            "le" => order <= 0,
            "gt" => order > 0,
            _ => order >= 0,
        };
    }

    private static bool Unknown(object? value) => ReferenceEquals(value, Expression.Unknown);
}
