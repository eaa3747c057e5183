using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.ListOffices;

/// <summary>A department's offices with what each does from today on: what its officers choose from.</summary>
public sealed class ListOfficesFunction(IRuleLibrary library, TimeProvider time)
{
    [Function("ListOffices")]
    [RequiresPermission(Permission.ManageAppointments)]
    [NothingPersonal]
    public IResult RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "departments/{department}/appointments/offices")] HttpRequest request,
        string department)
    {
        if (!request.Caller().MayManageAppointments(department))
        {
            return request.Problem(new Refusal("not-found"));
        }

        var (rules, today) = (library.Current, HongKong.DateOf(time.GetUtcNow()));
        return request.Tagged(
            new DepartmentOffices([
                .. from office in rules.Offices
                   where office.Department == department && !(office.Closes <= today)
                   let services = rules.ServicesAt(office.Id, today, DateOnly.MaxValue).Where(service => service.Department == department).ToList()
                   where services.Count > 0
                   select new DepartmentOffice(office.Id, office.Name, [.. services.Select(service => View(service, office, today))]),
            ]),
            "private, max-age=60");
    }

    private static OfficeService View(ServiceRules service, Office office, DateOnly today) => new(
        service.Id,
        service.Name,
        [.. service.Classes.Select(one => new OfficeClass(one.Id, one.Name, one.WalkIn))],
        [
            .. service.Schedules
                .Where(schedule => schedule.Office == office.Id && !(schedule.To < today))
                .SelectMany(schedule => schedule.Sessions)
                .Where(session => !(session.Date < today))
                .DistinctBy(session => session.Id)
                .Select(session => new OfficeSessionRule(
                    session.Id, session.Hours, AppointmentView.Clock(session.Start), AppointmentView.Clock(session.End), session.SlotMinutes, session.Counters)),
        ]);
}

internal sealed record DepartmentOffices(IReadOnlyList<DepartmentOffice> Offices);

internal sealed record DepartmentOffice(string Id, Text Name, IReadOnlyList<OfficeService> Services);

internal sealed record OfficeService(string Id, Text Name, IReadOnlyList<OfficeClass> Classes, IReadOnlyList<OfficeSessionRule> Sessions);

internal sealed record OfficeClass(string Id, Text Name, bool WalkIn);

internal sealed record OfficeSessionRule(string Id, ServiceHours Hours, string Start, string End, int SlotMinutes, int Seats);
