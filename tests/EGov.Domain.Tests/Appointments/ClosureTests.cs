using EGov.Domain.Appointments;

namespace EGov.Domain.Tests.Appointments;

public sealed class ClosureTests
{
    private static readonly DateOnly _date = new(2026, 12, 1);
    private static readonly SessionPlan _plan = new(new SessionKey("hkic", "RHK", _date, "am"), ServiceHours.General, new TimeOnly(9, 0), 15, Slots: 8, Counters: 2);

    [Theory]
    [InlineData("09:00", "11:00", 0, 8)]
    [InlineData("08:00", "12:00", 0, 8)]
    [InlineData("09:15", "09:30", 1, 2)]
    [InlineData("09:20", "09:31", 1, 3)]
    [InlineData("10:59", "11:30", 7, 8)]
    public void A_slot_is_closed_when_any_of_its_time_is(string from, string to, int first, int after) =>
        Assert.Equal(new ClosedSlots("closure", first, after), Closure(from, to).In(_plan));

    [Theory]
    [InlineData("08:00", "09:00")]
    [InlineData("11:00", "12:00")]
    public void Before_and_after_it_nothing_is_closed(string from, string to) => Assert.Null(Closure(from, to).In(_plan));

    [Fact]
    public void What_ended_early_closed_what_had_begun_by_then() =>
        Assert.Equal(new ClosedSlots("closure", 0, 3), (Closure("09:00", "11:00") with { EndedAt = At("09:40") }).In(_plan));

    [Fact]
    public void What_ended_before_it_began_closed_nothing() => Assert.Null((Closure("09:00", "11:00") with { EndedAt = At("08:00") }).In(_plan));

    [Fact]
    public void Its_dates_are_Hong_Kongs_and_midnight_begins_no_other()
    {
        var closure = Closure("22:00", "23:00") with { To = HongKong.At(_date.AddDays(2), TimeOnly.MinValue) };

        Assert.Equal([_date, _date.AddDays(1)], closure.Dates());
    }

    [Fact]
    public void A_closure_has_one_range_of_slots_in_a_session()
    {
        var session = SessionSeats.Untouched.Close(new ClosedSlots("a", 0, 8)).Close(new ClosedSlots("b", 2, 4)).Close(new ClosedSlots("a", 0, 1));

        Assert.Equal([true, false, true, true, false], Enumerable.Range(0, 5).Select(session.IsClosed));
        Assert.Same(session, session.Close(new ClosedSlots("a", 0, 1)));
    }

    private static Closure Closure(string from, string to) =>
        new("closure", "immd", "RHK", At(from), At(to), ClosureReason.Incident, null, At("08:00"));

    private static DateTimeOffset At(string time) => HongKong.At(_date, TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
}
