using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Authorization;

namespace EGov.Functions.Features.Appointments.SeatWalkIn;

/// <summary>What somebody came for without an appointment.</summary>
public sealed record SeatWalkInCommand(string? Service, string? Class, string? Office);

/// <summary>
/// Gives the next free seat of today, released to the public or not: one conditional write. A session that is passed because it is full is closed to
/// the call by the same decision, so that the call, made twice at once, cannot end with a seat in each.
/// </summary>
public sealed class SeatWalkInHandler(IRuleLibrary library, ISessionBook book, People people, TimeProvider time)
{
    private const int MostAlternatives = 3;

    public async Task<Outcome<WalkInView>> HandleAsync(
        Caller caller,
        string department,
        string idempotencyKey,
        SeatWalkInCommand command,
        CancellationToken cancellation)
    {
        var rules = library.Current;
        var read = Read(rules, caller, department, command);
        if (read.Refused is { } refusal)
        {
            return refusal;
        }

        var (office, service, @class) = read.Value;
        var now = time.GetUtcNow();
        var (call, key) = ($"walk-in {caller.Person} {service.Id} {office.Id}", idempotencyKey);
        var owner = SeatOwner.WalkIn(people.Claim(call, key), people.Reference(call, key).Value, @class.Id);
        foreach (var plan in Today(rules, service, office.Id, @class, now))
        {
            if (await TakeAsync(plan, owner, now, cancellation) is { } seat)
            {
                return seat.Owner.Class == @class.Id ? WalkInView.Of(plan, seat) : new Refusal("idempotency-key-reused");
            }
        }

        return await FullAsync(rules, service, office, @class, now, cancellation);
    }

    private static Outcome<(Office Office, ServiceRules Service, ApplicantClass Class)> Read(
        RuleBook rules,
        Caller caller,
        string department,
        SeatWalkInCommand command)
    {
        if (!caller.MayManageAppointments(department))
        {
            return new Refusal("not-found");
        }

        var named = new Slots(rules).Class(command.Service, command.Class);
        if (named.Refused is { } unknown)
        {
            return unknown;
        }

        var (service, @class) = named.Value;
        return service.Department != department ? new Refusal("service-unknown", "service")
            : OfficeDays.Own(caller, rules, department, command.Office) is not { } office ? new Refusal("office-unknown", "office")
            : !@class.WalkIn ? new Refusal("walk-in-not-for-class", "class")
            : (office, service, @class);
    }

    /// <summary>The sessions of today that the class may use.</summary>
    private static IEnumerable<SessionPlan> Today(RuleBook rules, ServiceRules service, string office, ApplicantClass @class, DateTimeOffset now) =>
        rules.Sessions(service, office, HongKong.DateOf(now)).Where(plan => plan.Hours is ServiceHours.General || @class.Extended);

    /// <summary>The seat; null when there is none. A session that is over gives none, but may have given one to this call before.</summary>
    private Task<Seat?> TakeAsync(SessionPlan plan, SeatOwner owner, DateTimeOffset now, CancellationToken cancellation) => book.DecideAsync(
        plan.Key,
        session =>
        {
            var end = plan.EndOf(plan.Slots - 1);
            return session.SeatNext(plan, owner, now) is { } seated ? new Decision<Seat?>(seated, seated.Of(owner.Claim, now)[0])
                : end <= now ? new Decision<Seat?>(null, null, OnFresh: true)
                : new Decision<Seat?>(session.Release(owner.Claim, end), null, OnFresh: true);
        },
        cancellation);

    /// <summary>No seat here; but perhaps at another office.</summary>
    private async Task<Refusal> FullAsync(RuleBook rules, ServiceRules service, Office here, ApplicantClass @class, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = HongKong.DateOf(now);
        var free = await Task.WhenAll(rules.OfficesOf(service, today).Where(office => office != here).Select(async office =>
        {
            var counts = await book.CountsAsync(service.Id, office.Id, cancellation);
            return (
                from plan in Today(rules, service, office.Id, @class, now)
                let seats = counts.GetValueOrDefault((today, plan.Key.Id), SeatCounts.None).Free(plan, ReleasedShare.All, now)
                from slot in Enumerable.Range(0, plan.Slots)
                where seats[slot] > 0 && plan.EndOf(slot) > now
                select (Office: office.Id, Date: today, Time: plan.TimeOf(slot))).Take(1);
        }));
        var alternatives = free.SelectMany(one => one).OrderBy(one => one.Time).Take(MostAlternatives)
            .Select(one => $"{one.Office} {one.Date:yyyy-MM-dd} {AppointmentView.Clock(one.Time)}");
        return new Refusal("no-seat-today", "office", new Dictionary<string, string> { ["alternatives"] = string.Join("; ", alternatives) });
    }
}

/// <summary>The seat of somebody who came without an appointment.</summary>
/// <param name="Reference">What they are called by, and what checks them in.</param>
/// <param name="Number">The seat's number among those of its time, from 1.</param>
public sealed record WalkInView(string Reference, string Service, string Class, string Office, DateOnly Date, string Time, int Number)
{
    internal static WalkInView Of(SessionPlan plan, Seat seat) => new(
        EGov.Domain.Submissions.Reference.Parse(seat.Owner.Reference).ToString(),
        plan.Key.Service,
        seat.Owner.Class,
        plan.Key.Office,
        plan.Key.Date,
        AppointmentView.Clock(plan.TimeOf(seat.Slot)),
        seat.Number + 1);
}
