using EGov.Domain;
using EGov.Domain.Retention;
using EGov.Functions.Events;
using EGov.Functions.Hosting.Auditing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Features.Retention.ScheduleCaseShredding;

/// <summary>A case was decided: from now on its time runs. The event tells all that its rule needs, so this is one write.</summary>
public sealed class ScheduleCaseShreddingFunction(RetentionSchedule schedule, IRetentionCalendar calendar)
{
    [Function("ScheduleCaseShredding")]
    [NothingPersonal]
    public Task RunAsync(
        [ServiceBusTrigger(Topics.CaseMoved, "retention", Connection = "ServiceBus")] CloudEvent<CaseEvent> decided,
        CancellationToken cancellation)
    {
        var @case = decided.Data;
        var rule = schedule.OfCase(@case.FormId, @case.Department);
        return calendar.PutAsync([new RetentionDue(rule.DueAfter(HongKong.DateOf(decided.Time)), @case.Reference)], cancellation);
    }
}
