using System.Globalization;

namespace EGov.Domain.Audit;

/// <summary>Where a chain stands: what its next line follows.</summary>
/// <param name="Sequence">Of the next line.</param>
/// <param name="Mac">Of the last line; before the first, the chain's name.</param>
public sealed record AuditTail(long Sequence, string Mac)
{
    public static AuditTail Of(int chain) => new(0, string.Create(CultureInfo.InvariantCulture, $"chain-{chain}"));
}
