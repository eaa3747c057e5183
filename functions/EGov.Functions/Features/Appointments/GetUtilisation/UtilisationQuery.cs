using System.Globalization;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Authorization;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Features.Appointments.GetUtilisation;

/// <summary>Of which services at which offices, from one day to another.</summary>
public sealed record UtilisationQuery(IReadOnlyList<(ServiceRules Service, string Office)> Places, DateOnly From, DateOnly To)
{
    private const int MostDays = 92;

    internal static Outcome<UtilisationQuery> Read(HttpRequest request, RuleBook rules, string department)
    {
        var caller = request.Caller();
        string? service = request.Query["service"], office = request.Query["office"];
        if (!caller.MayManageAppointments(department))
        {
            return new Refusal("not-found");
        }

        if (string.IsNullOrEmpty(service) && string.IsNullOrEmpty(office))
        {
            return new Refusal("service-or-office-needed", "office");
        }

        if (!string.IsNullOrEmpty(service) && rules.Service(service)?.Department != department)
        {
            return new Refusal("service-unknown", "service");
        }

        if (!string.IsNullOrEmpty(office) && OfficeDays.Own(caller, rules, department, office) is null)
        {
            return new Refusal("office-unknown", "office");
        }

        var (from, to) = (Date(request.Query["from"]), Date(request.Query["to"]));
        return from is not { } first || to is not { } last || last < first ? new Refusal("period-invalid", from is null ? "from" : "to")
            : last.DayNumber - first.DayNumber >= MostDays ? QuotaDates.TooLong(MostDays)
            : new UtilisationQuery(PlacesOf(rules, department, service, office, first, last), first, last);
    }

    private static List<(ServiceRules Service, string Office)> PlacesOf(
        RuleBook rules,
        string department,
        string? service,
        string? office,
        DateOnly first,
        DateOnly last) =>
    [
        .. from place in rules.Offices
           where place.Department == department && (string.IsNullOrEmpty(office) || place.Id == office)
           from does in rules.ServicesAt(place.Id, first, last)
           where does.Department == department && (string.IsNullOrEmpty(service) || does.Id == service)
           select (does, place.Id),
    ];

    private static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
