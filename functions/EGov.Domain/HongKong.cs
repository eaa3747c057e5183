namespace EGov.Domain;

/// <summary>Hong Kong's clock: eight hours ahead of UTC, without daylight saving since 1979.</summary>
public static class HongKong
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    public static TimeOnly TimeOf(DateTimeOffset instant) => TimeOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The instant of a Hong Kong date and time.</summary>
    public static DateTimeOffset At(DateOnly date, TimeOnly time) => new(date.ToDateTime(time), Offset);

    /// <summary>The same instant as a clock in Hong Kong shows it.</summary>
    public static DateTimeOffset Here(DateTimeOffset instant) => instant.ToOffset(Offset);
}
