using System.Globalization;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.ListSlots;

/// <summary>The times of one day at which a party finds room, by office.</summary>
public sealed class ListSlotsFunction(IRuleLibrary library, Availability availability, AvailabilityAnswers answers, TimeProvider time)
{
    [Function("ListSlots")]
    [AllowAnonymous]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "appointments/availability/{date}")] HttpRequest request,
        string date)
    {
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return request.Problem(new Refusal("date-invalid", "date"));
        }

        var read = AvailabilityQuery.Read(request, library.Current, HongKong.DateOf(time.GetUtcNow()));
        return read.Refused is { } refusal
            ? request.Problem(refusal)
            : request.Tagged(
                await answers.GetAsync(FormattableString.Invariant($"slots {read.Value.Key}|{day:O}"), () => AnswerAsync(read.Value, day)),
                "public, max-age=0, must-revalidate");
    }

    private async Task<TaggedJson> AnswerAsync(AvailabilityQuery query, DateOnly day)
    {
        var sessions = await availability.SessionsAsync(query.Rules, query.Service, query.Class, query.Stay, query.Offices, date => date == day, CancellationToken.None);
        var offices = sessions
            .GroupBy(session => session.Plan.Key.Office)
            .Select(office => new OfficeSlots(office.Key,
            [
                .. from session in office
                   from slot in session.SlotsFor(query.Party)
                   select new FreeSlot(AppointmentView.Clock(session.Plan.TimeOf(slot)), session.Free[slot], session.Plan.Hours),
            ]))
            .ToList();
        var now = time.GetUtcNow();
        var rush = query.Rules.RushOf(query.Service, day, now) is { } open ? new RushView(open.OpensAt, open.ReleaseAt, open.ClosesAt) : null;
        return TaggedJson.Of(new SlotsAnswer(now, day, offices, rush), tagged: new { offices, rush });
    }
}

/// <param name="Rush">Null in quiet times.</param>
internal sealed record SlotsAnswer(DateTimeOffset AsOf, DateOnly Date, IReadOnlyList<OfficeSlots> Offices, RushView? Rush);

/// <summary>The waiting room that is open for the day.</summary>
internal sealed record RushView(DateTimeOffset OpensAt, DateTimeOffset ReleaseAt, DateTimeOffset ClosesAt);

internal sealed record OfficeSlots(string Office, IReadOnlyList<FreeSlot> Slots);

internal sealed record FreeSlot(string Time, int Free, ServiceHours Hours);
