using System.Globalization;
using EGov.Domain;
using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>A slot that a person may take, as far as the rules go.</summary>
/// <param name="Rules">Those that offer it.</param>
public sealed record OfferedSlot(RuleBook Rules, ServiceRules Service, SessionPlan Plan, int Slot, ReleasedShare Released)
{
    /// <summary>The claim of a call to these seats.</summary>
    public Claim Claim(string id) => new(id, Plan.Key, Slot, Plan.TimeOf(Slot));
}

/// <summary>Holds what a person asks for against the rules.</summary>
public sealed class Slots(RuleBook rules)
{
    public Outcome<(ServiceRules Service, ApplicantClass Class)> Class(string? service, string? @class) =>
        service is null || rules.Service(service) is not { } known ? new Refusal("service-unknown", "service")
        : @class is null || known.ClassOf(@class) is not { } one ? new Refusal("class-unknown", "class")
        : (known, one);

    /// <summary>What the class must tell of the stay and has not.</summary>
    public static Refusal? Lacking(ServiceRules service, string @class, Stay stay, DateOnly today) =>
        service.WindowOn(today)?.StayOf(@class) switch
        {
            null => null,
            _ when stay.Limit is null => new Refusal("limit-of-stay-needed", "limitOfStay"),
            { WeeksAfterTermination: not null } when stay.TerminatedOn is null => new Refusal("termination-date-needed", "terminatedOn"),
            _ => null,
        };

    public Outcome<OfferedSlot> Find(
        ServiceRules service,
        ApplicantClass @class,
        string? office,
        DateOnly? date,
        string? time,
        int party,
        Stay stay,
        DateTimeOffset now)
    {
        var today = HongKong.DateOf(now);
        if (office is null || rules.OfficesOf(service, today).All(one => one.Id != office))
        {
            return new Refusal("office-unknown", "office");
        }

        if (party < 1 || party > service.Group)
        {
            return new Refusal("party-too-large", "party", new Dictionary<string, string> { ["max"] = service.Group.ToString(CultureInfo.InvariantCulture) });
        }

        if (date is not { } day || !TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            return new Refusal("slot-unknown", date is null ? "date" : "time");
        }

        if (day < today || HongKong.At(day, clock) <= now)
        {
            return new Refusal("slot-past", "date");
        }

        var dates = rules.DatesOffered(service, @class.Id, today, stay);
        if (!dates.Contains(day))
        {
            return dates.Count == 0 || (day > dates[0] && day < dates[^1])
                ? new Refusal("slot-unknown", "date")
                : new Refusal("outside-window", "date", new Dictionary<string, string>
                {
                    ["first"] = dates[0].ToString("O", CultureInfo.InvariantCulture),
                    ["last"] = dates[^1].ToString("O", CultureInfo.InvariantCulture),
                });
        }

        foreach (var plan in rules.Sessions(service, office, day))
        {
            if (plan.SlotAt(clock) is { } slot)
            {
                return plan.Hours is ServiceHours.Extended && !@class.Extended
                    ? new Refusal("class-not-in-extended-hours", "class")
                    : new OfferedSlot(rules, service, plan, slot, rules.Released(service, day, now));
            }
        }

        return new Refusal("slot-unknown", "time");
    }
}
