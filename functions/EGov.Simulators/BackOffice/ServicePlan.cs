using System.Globalization;
using System.Text.Json;

namespace EGov.Simulators.BackOffice;

/// <summary>What the department knows of one of its own services: its sessions in general hours, out of the rules that it published.</summary>
/// <param name="services">The document with the services.</param>
public sealed class ServicePlan(JsonElement services, string service)
{
    private readonly JsonElement _rules = services.GetProperty("services").EnumerateArray().Single(one => one.GetProperty("id").GetString() == service);

    public string Service => service;

    /// <summary>The percentage of seats that is there as soon as a day is offered.</summary>
    public int ReleasedAtFirst => _rules.GetProperty("release").EnumerateArray()
        .Where(part => !part.TryGetProperty("daysBefore", out _))
        .Sum(part => part.GetProperty("percent").GetInt32());

    /// <summary>The sessions of an office on a day that is no general holiday.</summary>
    public IEnumerable<PlannedSession> Sessions(string office, DateOnly date) =>
        from schedule in _rules.GetProperty("schedules").EnumerateArray()
        where schedule.GetProperty("office").GetString() == office && Date(schedule, "from") <= date && !(Date(schedule, "to") < date)
        from session in schedule.GetProperty("sessions").EnumerateArray()
        where session.GetProperty("hours").GetString() == "general"
            && session.GetProperty("days").EnumerateArray().Any(day => date.DayOfWeek.ToString().StartsWith(day.GetString()!, StringComparison.OrdinalIgnoreCase))
        select new PlannedSession(
            session.GetProperty("id").GetString()!,
            (int)(Time(session, "end") - Time(session, "start")).TotalMinutes / session.GetProperty("slotMinutes").GetInt32(),
            session.GetProperty("counters").GetInt32());

    private static DateOnly? Date(JsonElement schedule, string name) => schedule.TryGetProperty(name, out var date) && date.ValueKind is JsonValueKind.String
        ? DateOnly.ParseExact(date.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture)
        : null;

    private static TimeOnly Time(JsonElement session, string name) => TimeOnly.ParseExact(session.GetProperty(name).GetString()!, "HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>A session of a day: its slots, and the seats of each.</summary>
public sealed record PlannedSession(string Id, int Slots, int Counters);
