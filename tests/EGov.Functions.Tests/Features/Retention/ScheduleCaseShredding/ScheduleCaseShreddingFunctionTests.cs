using EGov.Domain.Retention;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Retention;
using EGov.Functions.Features.Retention.ScheduleCaseShredding;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Tests.Features.Submissions;

namespace EGov.Functions.Tests.Features.Retention.ScheduleCaseShredding;

public sealed class ScheduleCaseShreddingFunctionTests
{
    /// <summary>Half an hour past midnight of the 26th in Hong Kong, the 25th in UTC.</summary>
    private static readonly DateTimeOffset s_decided = new(2026, 11, 25, 16, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_decided_case_is_due_after_its_rules_days_counted_from_the_day_of_the_decision_in_Hong_Kong()
    {
        var calendar = Substitute.For<IRetentionCalendar>();
        var @case = Cases.Received()
            .Acknowledge(new Act("event-1", "officer", s_decided, "body")).Value
            .Decide(new Act("event-2", "officer", s_decided, "body"), DecisionOutcome.Approved, "x").Value;
        var schedule = new RetentionSchedule();

        await new ScheduleCaseShreddingFunction(schedule, calendar).RunAsync(CaseEvents.Of(@case, @case.History[^1], null), TestContext.Current.CancellationToken);

        var days = schedule.OfCase("test-form", "immd").Days;
        await calendar.Received(1).PutAsync(
            Arg.Is<IReadOnlyCollection<RetentionDue>>(due => due.Single() == new RetentionDue(new DateOnly(2026, 11, 26).AddDays(days), Cases.Reference)), Arg.Any<CancellationToken>());
        Assert.Single(calendar.ReceivedCalls());
    }
}
