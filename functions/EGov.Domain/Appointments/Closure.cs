using System.Text.Json.Serialization;

namespace EGov.Domain.Appointments;

/// <summary>A time in which an office is closed, as an officer declared it.</summary>
/// <param name="To">The first instant at which the office is open again.</param>
/// <param name="Note">What the people whose bookings it touches are told.</param>
/// <param name="EndedAt">When it was lifted before its time; from then on nothing of it counts.</param>
public sealed record Closure(
    string Id,
    string Department,
    string Office,
    DateTimeOffset From,
    DateTimeOffset To,
    ClosureReason Reason,
    Text? Note,
    DateTimeOffset DeclaredAt,
    DateTimeOffset? EndedAt = null)
{
    /// <summary>When it is over.</summary>
    public DateTimeOffset End => EndedAt < To ? EndedAt.Value : To;

    /// <summary>The dates of Hong Kong that it was declared for.</summary>
    public IEnumerable<DateOnly> Dates()
    {
        for (var date = HongKong.DateOf(From); HongKong.At(date, TimeOnly.MinValue) < To; date = date.AddDays(1))
        {
            yield return date;
        }
    }

    /// <summary>The slots of a session that cannot be served, because a part of their time is closed; null when all can.</summary>
    public ClosedSlots? In(SessionPlan plan)
    {
        var closed = Enumerable.Range(0, plan.Slots)
            .Where(slot => plan.BeginningOf(slot) < End && plan.BeginningOf(slot).AddMinutes(plan.SlotMinutes) > From)
            .ToList();
        return closed.Count == 0 ? null : new ClosedSlots(Id, closed[0], closed[^1] + 1);
    }
}

/// <summary>Why an office closes.</summary>
public enum ClosureReason
{
    /// <summary>Tropical cyclone warning signal No. 8 or higher.</summary>
    [JsonStringEnumMemberName("typhoon-signal-8")]
    TyphoonSignal8,

    /// <summary>The black rainstorm warning.</summary>
    BlackRainstorm,

    /// <summary>Something happened at the office.</summary>
    Incident,

    Other,
}
