using System.Globalization;
using EGov.Domain;
using EGov.Domain.Appointments;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Features.Appointments;

/// <summary>What a call about availability asks for, read and held against the rules.</summary>
internal sealed record AvailabilityQuery(
    RuleBook Rules,
    ServiceRules Service,
    ApplicantClass Class,
    int Party,
    Stay Stay,
    IReadOnlyList<string>? Offices,
    DateOnly? From,
    DateOnly? To)
{
    /// <summary>Two calls with the same key have the same answer.</summary>
    public string Key => FormattableString.Invariant(
        $"{Service.Id}|{Class.Id}|{Party}|{Stay.Limit:O}|{Stay.TerminatedOn:O}|{(Offices is null ? "" : string.Join(',', Offices))}|{From:O}|{To:O}");

    public static Outcome<AvailabilityQuery> Read(HttpRequest request, RuleBook rules, DateOnly today)
    {
        var query = request.Query;
        var named = new Slots(rules).Class(query["service"], query["class"]);
        if (named.Refused is { } unknown)
        {
            return unknown;
        }

        var (service, @class) = named.Value;
        var (from, to) = (Date(query["from"]), Date(query["to"]));
        var (limit, terminated) = (Date(query["limitOfStay"]), Date(query["terminatedOn"]));
        foreach (var (name, date) in new[] { ("from", from), ("to", to), ("limitOfStay", limit), ("terminatedOn", terminated) })
        {
            if (date.Wrong)
            {
                return new Refusal("date-invalid", name);
            }
        }

        var stay = new Stay(limit.Value, terminated.Value);
        if (Slots.Lacking(service, @class.Id, stay, today) is { } lacking)
        {
            return lacking;
        }

        var party = 1;
        if (query["party"].ToString() is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out party) || party < 1 || party > service.Group))
        {
            return new Refusal("party-too-large", "party", new Dictionary<string, string> { ["max"] = service.Group.ToString(CultureInfo.InvariantCulture) });
        }

        IReadOnlyList<string>? offices = query["offices"].ToString() is { Length: > 0 } list ? [.. list.Split(',').Distinct().Order(StringComparer.Ordinal)] : null;
        return offices?.Any(office => rules.Office(office) is null) is true
            ? new Refusal("office-unknown", "offices")
            : new AvailabilityQuery(rules, service, @class, party, stay, offices, from.Value, to.Value);
    }

    private static (DateOnly? Value, bool Wrong) Date(string? text) =>
        string.IsNullOrEmpty(text) ? (null, false)
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? (date, false)
        : (null, true);
}
