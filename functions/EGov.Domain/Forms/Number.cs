using System.Globalization;
using System.Text.Json;
using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms;

/// <summary>Reads a JSON number as a browser does, through the nearest double, so that both see the same digits.</summary>
internal static class Number
{
    /// <summary>The number with no more decimals than it needs; null when it is none.</summary>
    /// <param name="beyond">The sign of a number that lies beyond what a form can hold; else zero.</param>
    internal static decimal? Read(JsonElement element, out int beyond)
    {
        beyond = 0;
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var nearest))
        {
            return null;
        }

        if (Math.Abs(nearest) >= (double)Arithmetic.Bound)
        {
            beyond = Math.Sign(nearest);
            return null;
        }

        // Decimal would show so small a number as zero, or round it; all that counts is that it has too many decimals.
        return nearest != 0 && Math.Abs(nearest) < 1e-20
            ? new decimal(1, 0, 0, nearest < 0, 20)
            : decimal.Parse(nearest.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture) is var number && number == 0 ? 0m : number;
    }
}
