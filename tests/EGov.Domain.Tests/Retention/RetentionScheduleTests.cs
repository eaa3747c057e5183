using EGov.Domain.Retention;

namespace EGov.Domain.Tests.Retention;

public sealed class RetentionScheduleTests
{
    private static readonly RetentionSchedule s_schedule = new("""
        {"classes": [
          {"id": "case-contents", "days": 100, "from": "decision", "departments": [{"id": "td", "days": 200}], "forms": [{"id": "td-lorry", "days": 300}]},
          {"id": "appointment-details", "days": 9, "from": "the date of the appointment"}
        ]}
        """);

    [Theory]
    [InlineData("immd-passport", "immd", 100, "case-contents")]
    [InlineData("td-licence", "td", 200, "case-contents/department/td")]
    [InlineData("td-lorry", "td", 300, "case-contents/form/td-lorry")]
    public void A_forms_period_comes_before_its_departments_and_that_before_the_classs(string form, string department, int days, string rule) =>
        Assert.Equal(new RetentionRule("case-contents", rule, days, "decision"), s_schedule.OfCase(form, department));

    [Fact]
    public void A_period_is_counted_in_days_of_the_calendar() =>
        Assert.Equal(new DateOnly(2026, 3, 7), s_schedule.OfAppointment().DueAfter(new DateOnly(2026, 2, 26)));

    [Fact]
    public void The_shipped_schedule_has_a_rule_for_every_case_and_appointment()
    {
        var shipped = new RetentionSchedule();

        Assert.True(shipped.OfCase("no-such-form", "no-such-department").Days > 0);
        Assert.NotEqual(shipped.OfCase("no-such-form", "no-such-department"), shipped.OfCase("immd-passport", "immd"));
        Assert.True(shipped.OfAppointment().Days > 0);
    }
}
