using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.ListAppointmentServices;

/// <summary>What appointments can be made for, by whom and where: all that the rules say to a person.</summary>
public sealed class ListAppointmentServicesFunction(IRuleLibrary library, TimeProvider time)
{
    [Function("ListAppointmentServices")]
    [AllowAnonymous]
    [NothingPersonal]
    public IResult RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "appointments/services")] HttpRequest request)
    {
        var rules = library.Current;
        var today = HongKong.DateOf(time.GetUtcNow());
        return request.Tagged(
            new ServiceList([.. rules.Services.Where(service => service.WindowOn(today) is not null).Select(service => View(rules, service, today))]),
            "public, max-age=300");
    }

    private static ServiceView View(RuleBook rules, ServiceRules service, DateOnly today)
    {
        var classes = service.Classes.Select(one => new ClassView(one.Id, one.Name, one.Extended, one.WalkIn, Needs(service, one.Id, today))).ToList();
        return new(
            service.Id,
            service.Name,
            service.Summary,
            service.Documents,
            service.Group,
            [.. classes.SelectMany(one => one.Needs).Distinct()],
            classes,
            [.. rules.OfficesOf(service, today).Select(office => new OfficeView(office.Id, office.Name, office.Address, office.Hint, office.Region, office.District))]);
    }

    private static List<string> Needs(ServiceRules service, string @class, DateOnly today) => service.WindowOn(today)?.StayOf(@class) switch
    {
        null => [],
        { WeeksAfterTermination: null } => ["limitOfStay"],
        _ => ["limitOfStay", "terminatedOn"],
    };
}

internal sealed record ServiceList(IReadOnlyList<ServiceView> Services);

internal sealed record ServiceView(
    string Id,
    Text Name,
    Text Summary,
    IReadOnlyList<string> Documents,
    int Group,
    IReadOnlyList<string> Needs,
    IReadOnlyList<ClassView> Classes,
    IReadOnlyList<OfficeView> Offices);

internal sealed record ClassView(string Id, Text Name, bool Extended, bool WalkIn, IReadOnlyList<string> Needs);

internal sealed record OfficeView(string Id, Text Name, Text Address, Text? Hint, string Region, string? District);
