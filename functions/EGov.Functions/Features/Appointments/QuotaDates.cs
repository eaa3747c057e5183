using System.Globalization;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Authorization;

namespace EGov.Functions.Features.Appointments;

/// <summary>What an officer wants: so many seats in each slot of a session, from one date to another.</summary>
/// <param name="Weekdays">Only these, <c>mon</c> to <c>sun</c>; all when there are none.</param>
public sealed record QuotaCommand(
    string? Service,
    string? Office,
    string? Session,
    DateOnly? From,
    DateOnly? To,
    IReadOnlyList<string?>? Weekdays,
    int? Seats);

/// <summary>The sessions that a quota is for.</summary>
public sealed record QuotaDates(Office Office, ServiceRules Service, string Session, int Seats, IReadOnlyList<SessionPlan> Plans)
{
    private const int MostSessions = 200;
    private const int MostDays = 400;

    private static readonly string[] s_days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    internal static Outcome<QuotaDates> Read(QuotaCommand command, Caller caller, RuleBook rules, string department, DateOnly today)
    {
        if (!caller.MayManageAppointments(department))
        {
            return new Refusal("not-found");
        }

        if (command.Service is null || rules.Service(command.Service) is not { } service || service.Department != department)
        {
            return new Refusal("service-unknown", "service");
        }

        if (OfficeDays.Own(caller, rules, department, command.Office) is not { } office)
        {
            return new Refusal("office-unknown", "office");
        }

        if (command.From is not { } from || command.To is not { } to || to < from)
        {
            return new Refusal("period-invalid", command.From is null ? "from" : "to");
        }

        if (from < today)
        {
            return new Refusal("slot-past", "from");
        }

        if (to.DayNumber - from.DayNumber >= MostDays)
        {
            return TooLong(MostDays);
        }

        if (command.Weekdays?.Any(day => !s_days.Contains(day)) is true)
        {
            return new Refusal("weekday-unknown", "weekdays");
        }

        var plans = Enumerable.Range(0, to.DayNumber - from.DayNumber + 1)
            .Select(from.AddDays)
            .Where(date => command.Weekdays is null or { Count: 0 } || command.Weekdays.Contains(s_days[(int)date.DayOfWeek]))
            .SelectMany(date => rules.Sessions(service, office.Id, date))
            .Where(plan => plan.Key.Id == command.Session)
            .ToList();
        if (plans.Count is 0 or > MostSessions)
        {
            return plans.Count == 0 ? new Refusal("session-unknown", "session") : new Refusal("too-many-sessions", "to", Max(MostSessions));
        }

        var most = plans.Min(plan => SessionPlan.MostSeats / plan.Slots);
        return command.Seats is { } seats and >= 0 && seats <= most
            ? new QuotaDates(office, service, command.Session!, seats, plans)
            : new Refusal("quota-out-of-range", "seats", Max(most));
    }

    /// <summary>A period that is longer than what one call answers.</summary>
    internal static Refusal TooLong(int days) => new("period-too-long", "to", Max(days));

    private static Dictionary<string, string> Max(int max) => new() { ["max"] = max.ToString(CultureInfo.InvariantCulture) };
}

/// <summary>Works out what a quota would mean, date by date, from counts that are at most a second old.</summary>
public sealed class QuotaEffects(ISessionBook book, TimeProvider time)
{
    public async Task<IReadOnlyList<QuotaEffect>> OfAsync(QuotaDates dates, CancellationToken cancellation)
    {
        var counts = await book.CountsAsync(dates.Service.Id, dates.Office.Id, cancellation);
        var now = time.GetUtcNow();
        return [.. dates.Plans.Select(plan => Of(plan, counts.GetValueOrDefault((plan.Key.Date, plan.Key.Id), SeatCounts.None), dates.Seats, now))];
    }

    /// <summary>What a quota means for a session as it stands.</summary>
    internal static QuotaEffect Of(SessionPlan plan, SeatCounts counts, int seats, DateTimeOffset now)
    {
        var before = counts.Quota ?? plan.Counters;
        var effect = new QuotaEffect(
            plan.Key.Date,
            plan.Counters,
            before,
            seats,
            counts.Slots.Values.Sum(slot => slot.Booked),
            counts.Slots.Values.Sum(slot => slot.Taken(now) - slot.Booked),
            before == seats ? QuotaOutcome.Unchanged : QuotaOutcome.Changed);
        return effect.Outcome is QuotaOutcome.Changed && counts.Above(plan, seats, now) is var (slot, taken)
            ? effect with { Outcome = QuotaOutcome.Refused, Time = AppointmentView.Clock(plan.TimeOf(slot)), Taken = taken }
            : effect;
    }
}
