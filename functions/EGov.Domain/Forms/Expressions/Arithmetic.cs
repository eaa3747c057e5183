namespace EGov.Domain.Forms.Expressions;

/// <summary>
/// The arithmetic of expressions: at most 4 decimals (rounded half away from zero after each step) and less than
/// 100,000,000,000 either side of zero. Beyond that the result is null. A browser's numbers hold all of it exactly.
/// </summary>
internal static class Arithmetic
{
    internal const int Decimals = 4;
    internal const decimal Bound = 100_000_000_000m;

    internal static decimal? Add(object? a, object? b) => Step(a, b, decimal.Add);

    internal static decimal? Subtract(object? a, object? b) => Step(a, b, decimal.Subtract);

    internal static decimal? Multiply(object? a, object? b) => Step(a, b, decimal.Multiply);

    private static decimal? Step(object? a, object? b, Func<decimal, decimal, decimal> operate)
    {
        if (a is not decimal x || b is not decimal y)
        {
            return null;
        }

        var result = decimal.Round(operate(x, y), Decimals, MidpointRounding.AwayFromZero);
        return decimal.Abs(result) < Bound ? result : null;
    }
}
