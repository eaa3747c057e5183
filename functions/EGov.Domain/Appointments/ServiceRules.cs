namespace EGov.Domain.Appointments;

/// <summary>An office that takes appointments.</summary>
/// <param name="Department">Whose office it is, by its code.</param>
/// <param name="Region">One of the three, by its code.</param>
/// <param name="District">One of the region's districts, by its code, when it is known.</param>
/// <param name="Opens">Its first day, when it is known.</param>
/// <param name="Closes">The first day on which it is no more, when there is one.</param>
/// <param name="Hint">How people get there.</param>
public sealed record Office(
    string Id, string Department, Text Name, Text Address, string Region, string? District, DateOnly? Opens, DateOnly? Closes, Text? Hint)
{
    public bool IsOpenOn(DateOnly date) => !(date < Opens) && !(date >= Closes);
}

/// <summary>A class of applicant.</summary>
/// <param name="Extended">Whether it may use extended hours.</param>
/// <param name="WalkIn">Whether it is served without an appointment, as lost or damaged cards are.</param>
public sealed record ApplicantClass(string Id, Text Name, bool Extended, bool WalkIn);

/// <summary>A part of every slot's seats and when it is released.</summary>
/// <param name="DaysBefore">The working day before the appointment's date; null when the part is there as soon as the date is offered.</param>
/// <param name="Time">Hong Kong time of the release.</param>
public sealed record ReleasePart(int Percent, int? DaysBefore, TimeOnly Time);

/// <summary>A session that happens on certain days of the week, or (<paramref name="Date"/>) on one date only, holiday or not.</summary>
public sealed record SessionRule(
    string Id,
    IReadOnlyList<DayOfWeek> Days,
    DateOnly? Date,
    TimeOnly Start,
    TimeOnly End,
    int SlotMinutes,
    int Counters,
    ServiceHours Hours)
{
    public int Slots => (int)(End - Start).TotalMinutes / SlotMinutes;

    public bool HappensOn(DateOnly date, WorkCalendar calendar) =>
        Date is { } only ? only == date : Days.Contains(date.DayOfWeek) && !calendar.IsGeneralHoliday(date);
}

/// <summary>When one office does one service.</summary>
/// <param name="To">The last day; null while no end is known.</param>
public sealed record OfficeSchedule(string Office, DateOnly From, DateOnly? To, IReadOnlyList<SessionRule> Sessions);

/// <summary>A service that appointments are made for, with all its rules.</summary>
/// <param name="Department">Whose service it is, by its code.</param>
/// <param name="Documents">The kinds of document that a person may be known by.</param>
/// <param name="Windows">The latest that has begun counts.</param>
/// <param name="Group">The most persons of one booking.</param>
/// <param name="Rush">Null when everybody is served as they come, whenever seats are released.</param>
public sealed record ServiceRules(
    string Id,
    string Department,
    Text Name,
    Text Summary,
    IReadOnlyList<string> Documents,
    IReadOnlyList<ApplicantClass> Classes,
    IReadOnlyList<BookingWindow> Windows,
    IReadOnlyList<ReleasePart> Release,
    int Group,
    IReadOnlyList<OfficeSchedule> Schedules,
    RushRule? Rush)
{
    public ApplicantClass? ClassOf(string id) => Classes.FirstOrDefault(one => one.Id == id);

    /// <summary>The window that counts on a day; null before the first one.</summary>
    public BookingWindow? WindowOn(DateOnly today) => Windows.Where(window => window.From <= today).MaxBy(window => window.From);
}
