namespace EGov.Domain.Appointments;

/// <summary>In which hours a session is: extended hours are for some classes of applicant only.</summary>
public enum ServiceHours
{
    General,
    Extended,
}

/// <summary>One session of one service at one office on one day, as the rules plan it.</summary>
/// <param name="Counters">Seats of each slot.</param>
public sealed record SessionPlan(SessionKey Key, ServiceHours Hours, TimeOnly Start, int SlotMinutes, int Slots, int Counters)
{
    /// <summary>The most seats that one session has: a session is one row.</summary>
    public const int MostSeats = 640;

    public TimeOnly TimeOf(int slot) => Start.AddMinutes(slot * SlotMinutes);

    /// <summary>The slot that starts at a time, or null when none does.</summary>
    public int? SlotAt(TimeOnly time)
    {
        var minutes = (int)(time - Start).TotalMinutes;
        return time >= Start && minutes % SlotMinutes == 0 && time.Second == 0 && minutes / SlotMinutes < Slots ? minutes / SlotMinutes : null;
    }

    /// <summary>When a slot begins.</summary>
    public DateTimeOffset BeginningOf(int slot) => HongKong.At(Key.Date, TimeOf(slot));

    /// <summary>When a slot is over.</summary>
    public DateTimeOffset EndOf(int slot) => BeginningOf(slot).AddMinutes(SlotMinutes);
}

/// <summary>Names a session.</summary>
/// <param name="Id">Unique among the sessions of its service, office and day.</param>
public sealed record SessionKey(string Service, string Office, DateOnly Date, string Id);
