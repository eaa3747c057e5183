namespace EGov.Domain.Appointments;

/// <summary>How far ahead one may book, from a date on until the next window takes over.</summary>
/// <param name="From">The first day on which it counts.</param>
/// <param name="First">The first working day after today that is offered; 1 is the next one.</param>
/// <param name="Last">The last working day after today that is offered.</param>
/// <param name="Stay">By class of applicant, <c>default</c> for the rest; empty when nobody's limit of stay matters.</param>
public sealed record BookingWindow(DateOnly From, int First, int Last, WorkingWeek Week, IReadOnlyDictionary<string, StayRule> Stay)
{
    /// <summary>The rule for a class, or null when its limit of stay does not matter.</summary>
    public StayRule? StayOf(string @class) => Stay.GetValueOrDefault(@class) ?? Stay.GetValueOrDefault("default");

    /// <summary>The working days offered today, in order, before any limit of stay is looked at.</summary>
    public IEnumerable<DateOnly> WorkingDays(WorkCalendar calendar, DateOnly today) => calendar.WorkingDaysAfter(today, Week).Take(Last).Skip(First - 1);
}

/// <summary>
/// When before the end of one's stay an extension may be applied for: within so many weeks before the limit of stay; a helper whose
/// contract was terminated, also within so many weeks after that, though never beyond the limit.
/// </summary>
public sealed record StayRule(int WeeksBefore, int? WeeksAfterTermination)
{
    public bool Allows(DateOnly date, Stay stay) =>
        stay.Limit is { } limit && date <= limit
        && (date >= limit.AddDays(-7 * WeeksBefore)
            || (WeeksAfterTermination is { } after && stay.TerminatedOn is { } ended && date >= ended && date <= ended.AddDays(7 * after)));
}

/// <summary>What a person tells of their stay, where the class asks for it.</summary>
public readonly record struct Stay(DateOnly? Limit, DateOnly? TerminatedOn);
