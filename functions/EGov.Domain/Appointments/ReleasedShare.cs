using System.Collections.Immutable;

namespace EGov.Domain.Appointments;

/// <summary>The parts of a slot's seats that have been released: what they come to depends on how many seats the slot has.</summary>
public sealed record ReleasedShare(ImmutableArray<PercentRange> Parts)
{
    /// <summary>Everything: for officers, who do not wait for a release.</summary>
    public static readonly ReleasedShare All = new([new PercentRange(0, 100)]);

    /// <summary>Seats released of so many: parts are cut at whole seats, rounded down.</summary>
    public int Of(int seats) => Parts.Sum(part => (seats * part.To / 100) - (seats * part.From / 100));
}

/// <summary>From one percentage of a slot's seats to another.</summary>
public readonly record struct PercentRange(int From, int To);
