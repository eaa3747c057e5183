using System.Collections.Frozen;

namespace EGov.Domain.Appointments;

/// <summary>Which days of the week a rule counts as working days; general holidays never are.</summary>
public enum WorkingWeek
{
    /// <summary>Identity card appointments: the department's own feed offers Saturdays.</summary>
    MonToSat,

    /// <summary>Processing and collection pledges: "Monday to Friday, excluding General Holidays".</summary>
    MonToFri,
}

/// <summary>Hong Kong's general holidays (General Holidays Ordinance, Cap. 149: every Sunday and the gazetted days), and what follows from them.</summary>
public sealed class WorkCalendar(IEnumerable<DateOnly> gazetted)
{
    private readonly FrozenSet<DateOnly> _gazetted = gazetted.ToFrozenSet();

    public bool IsGeneralHoliday(DateOnly date) => date.DayOfWeek is DayOfWeek.Sunday || _gazetted.Contains(date);

    public bool IsWorkingDay(DateOnly date, WorkingWeek week) =>
        !IsGeneralHoliday(date) && (week is WorkingWeek.MonToSat || date.DayOfWeek is not DayOfWeek.Saturday);

    /// <summary>The working days after a date, which itself never counts, in order and without end.</summary>
    public IEnumerable<DateOnly> WorkingDaysAfter(DateOnly date, WorkingWeek week)
    {
        while (true)
        {
            date = date.AddDays(1);
            if (IsWorkingDay(date, week))
            {
                yield return date;
            }
        }
    }

    /// <param name="count">1 for the last working day before the date.</param>
    public DateOnly WorkingDayBefore(DateOnly date, int count, WorkingWeek week)
    {
        while (count > 0)
        {
            date = date.AddDays(-1);
            count -= IsWorkingDay(date, week) ? 1 : 0;
        }

        return date;
    }
}
