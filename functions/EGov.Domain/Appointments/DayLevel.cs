namespace EGov.Domain.Appointments;

/// <summary>How much is left of a day at an office in certain hours: what a calendar shows at a glance.</summary>
public enum DayLevel
{
    /// <summary>Nothing that a person could take now.</summary>
    None,

    /// <summary>At most one in five of the seats released.</summary>
    Few,
    Many,
}

/// <summary>The rule that tells the level. The department shows red, yellow and green without saying from where on; one in five is ours.</summary>
public static class DayLevels
{
    private const int FewIsOneIn = 5;

    /// <param name="free">Seats that can be taken now.</param>
    /// <param name="released">Seats released in all, taken or not.</param>
    public static DayLevel Of(int free, int released) =>
        free <= 0 ? DayLevel.None
        : free * FewIsOneIn <= released ? DayLevel.Few
        : DayLevel.Many;
}
