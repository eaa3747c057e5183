using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Auditing;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Appointments.ListAvailability;

/// <summary>Free seats by day and office, for one service and class, at one office, some, or all; and the earliest anywhere.</summary>
public sealed class ListAvailabilityFunction(IRuleLibrary library, Availability availability, AvailabilityAnswers answers, TimeProvider time)
{
    [Function("ListAvailability")]
    [AllowAnonymous]
    [NothingPersonal]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "appointments/availability")] HttpRequest request)
    {
        var read = AvailabilityQuery.Read(request, library.Current, HongKong.DateOf(time.GetUtcNow()));
        return read.Refused is { } refusal
            ? request.Problem(refusal)
            : request.Tagged(await answers.GetAsync($"days {read.Value.Key}", () => AnswerAsync(read.Value)), "public, max-age=0, must-revalidate");
    }

    private async Task<TaggedJson> AnswerAsync(AvailabilityQuery query)
    {
        // Shared by everybody who asks the same, so no single caller's going away ends it.
        var open = await availability.SessionsAsync(
            query.Rules, query.Service, query.Class, query.Stay, query.Offices, date => !(date < query.From) && !(date > query.To), CancellationToken.None);
        var earliest = (
            from session in open
            from slot in session.SlotsFor(query.Party)
            orderby session.Plan.BeginningOf(slot)
            select new EarliestSlot(session.Plan.Key.Office, session.Plan.Key.Date, AppointmentView.Clock(session.Plan.TimeOf(slot)))).FirstOrDefault();
        var days = open
            .GroupBy(session => (session.Plan.Key.Date, session.Plan.Key.Office))
            .OrderBy(day => day.Key.Date)
            .Select(day => new OfficeDay(
                day.Key.Date,
                day.Key.Office,
                Seats(day, ServiceHours.General, query.Party),
                Seats(day, ServiceHours.Extended, query.Party),
                Level(day, ServiceHours.General, query.Party),
                Level(day, ServiceHours.Extended, query.Party)))
            .ToList();
        var now = time.GetUtcNow();
        var offered = query.Rules.DatesOffered(query.Service, query.Class.Id, HongKong.DateOf(now), query.Stay);
        DateOnly? first = offered.Count == 0 ? null : offered[0];
        DateOnly? last = offered.Count == 0 ? null : offered[^1];
        var rule = query.Service.WindowOn(HongKong.DateOf(now))?.StayOf(query.Class.Id);
        var rushes = query.Rules.DatesInRush(query.Service, now)
            .Where(one => rule?.Allows(one.Date, query.Stay) ?? true)
            .Select(one => new DateInRush(one.Date, one.Rush.OpensAt, one.Rush.ReleaseAt, one.Rush.ClosesAt))
            .ToList();
        return TaggedJson.Of(new AvailabilityAnswer(now, first, last, earliest, days, rushes), tagged: new { first, last, earliest, days, rushes });
    }

    /// <summary>The free seats of the slots in which the party finds room; null when there is no such session.</summary>
    private static int? Seats(IEnumerable<OpenSession> day, ServiceHours hours, int party)
    {
        var sessions = day.Where(session => session.Plan.Hours == hours).ToList();
        return sessions.Count == 0 ? null : sessions.Sum(session => session.SlotsFor(party).Sum(slot => session.Free[slot]));
    }

    private static DayLevel? Level(IEnumerable<OpenSession> day, ServiceHours hours, int party) => Seats(day, hours, party) is { } free
        ? DayLevels.Of(free, day.Where(session => session.Plan.Hours == hours).Sum(session => session.Released))
        : null;
}

internal sealed record AvailabilityAnswer(
    DateTimeOffset AsOf, DateOnly? First, DateOnly? Last, EarliestSlot? Earliest, IReadOnlyList<OfficeDay> Days, IReadOnlyList<DateInRush> Rushes);

/// <summary>A date whose waiting room is open; it may be one that is offered from its release on only.</summary>
internal sealed record DateInRush(DateOnly Date, DateTimeOffset OpensAt, DateTimeOffset ReleaseAt, DateTimeOffset ClosesAt);

internal sealed record EarliestSlot(string Office, DateOnly Date, string Time);

/// <param name="General">Free seats in general hours; null when there is no such session.</param>
/// <param name="Extended">The same in extended hours.</param>
/// <param name="GeneralLevel">How much that is, at a glance.</param>
internal sealed record OfficeDay(DateOnly Date, string Office, int? General, int? Extended, DayLevel? GeneralLevel, DayLevel? ExtendedLevel);
