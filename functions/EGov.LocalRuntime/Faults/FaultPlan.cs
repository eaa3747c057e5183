using System.Globalization;

namespace EGov.LocalRuntime.Faults;

/// <summary>Which call fails, and how: decided by a seed and the call's number alone, so the same seed fails the same calls.</summary>
/// <param name="Seed">Any number.</param>
/// <param name="Rate">The part of calls that fail, 0 to 1.</param>
internal sealed record FaultPlan(int Seed, double Rate)
{
    private static readonly StorageFault[] s_any =
        [StorageFault.InternalError, StorageFault.Busy, StorageFault.TimedOut, StorageFault.AnswerLost];

    private static readonly StorageFault[] s_insert = [.. s_any, StorageFault.ThereAlready];

    private static readonly StorageFault[] s_conditional = [.. s_any, StorageFault.ChangedMeanwhile, StorageFault.ChangedByItself];

    /// <summary>Reads <c>seed;rate</c>, such as <c>17;0.05</c>.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static FaultPlan Parse(string text) => text.Split(';') is [var seed, var rate]
        && int.TryParse(seed, CultureInfo.InvariantCulture, out var number)
        && double.TryParse(rate, CultureInfo.InvariantCulture, out var part)
        && part is >= 0 and <= 1
            ? new FaultPlan(number, part)
            : throw new FormatException($"Storage:Faults is 'seed;rate' with a rate from 0 to 1, not '{text}'");

    /// <param name="call">The call's number in this process.</param>
    /// <returns>The fault, and whether it outlasts the client's own retries, so that the application sees it.</returns>
    public (StorageFault Fault, bool Lasting) At(long call, bool insert, bool conditional)
    {
        var random = new Random(HashCode(Seed, call));
        if (random.NextDouble() >= Rate)
        {
            return (StorageFault.None, false);
        }

        var possible = insert ? s_insert : conditional ? s_conditional : s_any;
        return (possible[random.Next(possible.Length)], random.Next(3) == 0);
    }

    /// <summary>The runtime's own hash differs from process to process.</summary>
    private static int HashCode(int seed, long call)
    {
        unchecked
        {
            var mixed = ((ulong)call + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9 ^ (ulong)(uint)seed * 0x94D049BB133111EB;
            return (int)(mixed ^ (mixed >> 31));
        }
    }
}
