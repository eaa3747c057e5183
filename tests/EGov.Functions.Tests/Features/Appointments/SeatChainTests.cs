using EGov.Domain.Appointments;
using EGov.Functions.Events;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Tests.Features.Appointments;

public sealed class SeatChainTests
{
    private readonly BookedOffice _office = new();

    [Fact]
    public async Task Seats_that_are_given_back_are_offered_to_whoever_asked_first_and_are_free_to_nobody()
    {
        var leaver = Full();
        var (second, first) = (_office.Book(BookedOffice.Friday, "09:00"), _office.Book(BookedOffice.Friday, "09:20"));
        await _office.WatchAsync(first);
        await _office.WatchAsync(second);

        await _office.LeaveAsync(leaver);

        var seat = Assert.Single(_office.Offered(first));
        Assert.Equal((BookedOffice.Wednesday, SeatState.Held), (_office.Now(first).Offer!.Claim.Session.Date, seat.State));
        Assert.Equal(_office.Time.GetUtcNow().AddMinutes(30), _office.Now(first).Offer!.Until);
        Assert.Null(_office.Now(second).Offer);
        Assert.Equal(0, _office.Free(BookedOffice.Wednesday, "09:00"));
        Assert.Equal(first.Reference, Told().Single());
        Assert.Equal(OfferReason.EarlierSeat, (await _office.ViewAsync(first)).Offer!.Reason);
        _office.Check();
    }

    [Fact]
    public async Task Whoever_says_nothing_for_half_an_hour_is_passed_by_and_stands_at_the_end()
    {
        var leaver = Full();
        var people = Enumerable.Range(0, 3).Select(_ => _office.Book(BookedOffice.Friday, "09:00")).ToList();
        foreach (var person in people)
        {
            await _office.WatchAsync(person);
        }

        await _office.LeaveAsync(leaver);
        foreach (var person in people)
        {
            Assert.Single(_office.Offered(person));
            Assert.Equal(0, _office.Free(BookedOffice.Wednesday, "09:00"));
            _office.Time.Advance(TimeSpan.FromMinutes(30));
            await _office.ComeDueAsync();
        }

        Assert.All(people, person => Assert.Empty(_office.Offered(person)));
        Assert.Equal(people.Select(person => person.Person), _office.World.Leads.Values.Select(lead => lead.Person));
        Assert.All(people, person => Assert.True(_office.Now(person).Watch!.Since > leaver.HeldUntil));
        Assert.Equal(0, _office.Free(BookedOffice.Wednesday, "09:00"));
        _office.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, _office.Free(BookedOffice.Wednesday, "09:00"));
    }

    [Fact]
    public async Task Whoever_says_no_keeps_their_place_and_the_next_one_is_asked_at_once()
    {
        var leaver = Full();
        var (first, second) = (_office.Book(BookedOffice.Friday, "09:00"), _office.Book(BookedOffice.Friday, "09:00"));
        await _office.WatchAsync(first);
        await _office.WatchAsync(second);
        await _office.LeaveAsync(leaver);

        Assert.Null((await _office.RefuseAsync(first, _office.Now(first).Offer!.Claim.Id)).Refused);
        await _office.ComeDueAsync();

        Assert.Single(_office.Offered(second));
        Assert.Equal(0, _office.Free(BookedOffice.Wednesday, "09:00"));
        Assert.Equal([first.Person, second.Person], _office.World.Leads.Values.Select(lead => lead.Person));

        // What was ordered when it was offered finds nothing to pass on any more.
        _office.Time.Advance(TimeSpan.FromMinutes(30));
        await _office.ComeDueAsync();
        Assert.Empty(_office.Offered(first));
        Assert.Equal([first.Person, second.Person], _office.World.Leads.Values.Select(lead => lead.Person));
    }

    [Fact]
    public async Task Whoever_accepts_has_the_seat_for_good_watches_no_more_and_what_they_had_goes_to_the_next()
    {
        var leaver = Full();
        var (first, second) = (_office.Book(BookedOffice.Thursday, "09:00"), _office.Book(BookedOffice.Friday, "09:00"));
        await _office.WatchAsync(first);
        await _office.WatchAsync(second);
        await _office.LeaveAsync(leaver);

        var accepted = (await _office.AcceptAsync(first, _office.Now(first).Offer!.Claim.Id)).Value;
        await _office.DeliverAsync();
        _office.Time.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal((AppointmentStatus.Booked, BookedOffice.Wednesday, null), (accepted.Status, accepted.Date, accepted.Watch));
        Assert.Equal(BookedOffice.Thursday, _office.Now(second).Offer!.Claim.Session.Date);
        _office.Time.Advance(TimeSpan.FromMinutes(15));
        await _office.ComeDueAsync();
        Assert.Equal(AppointmentStatus.Booked, (await _office.ViewAsync(first)).Status);
        Assert.Equal([second.Person], _office.World.Leads.Values.Select(lead => lead.Person).Except([first.Person]));
        _office.Check();
    }

    [Fact]
    public async Task Several_seats_of_a_slot_go_to_several_people_each_of_whom_has_one_offer()
    {
        var leavers = Enumerable.Range(0, 3).Select(_ => _office.Book(BookedOffice.Wednesday, "09:00")).ToList();
        var people = Enumerable.Range(0, 3).Select(_ => _office.Book(BookedOffice.Friday, "09:00")).ToList();
        foreach (var person in people)
        {
            await _office.WatchAsync(person);
        }

        _office.Time.Advance(TimeSpan.FromSeconds(1));
        foreach (var leaver in leavers)
        {
            Assert.Null((await _office.CancelAsync(leaver)).Refused);
        }

        await _office.DeliverAsync();

        Assert.All(people, person => Assert.Single(_office.Offered(person)));
        Assert.Equal(3, Told().Distinct().Count());
        _office.Check();
    }

    [Fact]
    public async Task A_seat_that_nobody_watches_for_rests_and_is_free_then()
    {
        var leaver = Full();

        await _office.LeaveAsync(leaver);

        Assert.Equal(0, _office.Free(BookedOffice.Wednesday, "09:00"));
        _office.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, _office.Free(BookedOffice.Wednesday, "09:00"));
    }

    public static TheoryData<string> Others => ["earlier", "before", "office", "party", "offered", "cancelled", "stopped"];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Whoever_the_seat_does_not_suit_is_passed_by(string why)
    {
        var leaver = Full(BookedOffice.Thursday);
        Full(BookedOffice.Thursday, "09:20");
        var passed = _office.Book(why == "earlier" ? BookedOffice.Wednesday : BookedOffice.Friday, "09:20", party: why == "party" ? 2 : 1);
        var next = _office.Book(BookedOffice.Friday, "11:00");
        Assert.Null((await _office.WatchAsync(
            passed, why == "before" ? BookedOffice.Thursday : null, why == "office" ? ["BDR-04"] : [])).Refused);
        await _office.WatchAsync(next);
        switch (why)
        {
            case "offered":
                Change(passed, one => one with { Offer = new Offer(one.Claim with { Id = "other" }, _office.Time.GetUtcNow().AddHours(20), OfferReason.OfficeClosed, "closure") });
                break;
            case "cancelled":
                Change(passed, one => one with { Cancelled = true });
                break;
            case "stopped":
                Change(passed, one => one with { Watch = null });
                break;
        }

        await _office.LeaveAsync(leaver);

        Assert.Single(_office.Offered(next));
        Assert.NotEqual(OfferReason.EarlierSeat, _office.Now(passed).Offer?.Reason);
    }

    [Fact]
    public async Task Nobody_is_offered_a_date_that_their_limit_of_stay_does_not_allow()
    {
        var leaver = _office.Book(BookedOffice.Thursday, "09:00", "IBO-EK", "extension-of-stay", "visitor", stay: new Stay(new DateOnly(2026, 12, 10), null));
        var far = _office.Book(new DateOnly(2026, 12, 18), "09:00", "IBO-EK", "extension-of-stay", "visitor", stay: new Stay(new DateOnly(2027, 1, 10), null));
        var near = _office.Book(new DateOnly(2026, 12, 18), "09:00", "IBO-EK", "extension-of-stay", "visitor", stay: new Stay(new DateOnly(2026, 12, 20), null));
        await _office.WatchAsync(far);
        await _office.WatchAsync(near);

        await _office.LeaveAsync(leaver);

        Assert.Null(_office.Now(far).Offer);
        Assert.Single(_office.Offered(near));
    }

    [Fact]
    public async Task Whose_office_closes_and_who_watches_is_offered_a_later_seat_too()
    {
        var leaver = Full(BookedOffice.Friday, "14:00");
        var person = _office.Book(BookedOffice.Wednesday, "09:00");
        foreach (var plan in new[] { "BDR-04", "BDR-05" }.SelectMany(office => _office.Rules.DatesOffered(_office.Rules.Service("death-registration")!, "relative", new DateOnly(2026, 11, 24))
            .SelectMany(date => _office.Rules.Sessions(_office.Rules.Service("death-registration")!, office, date))))
        {
            // Nothing is left anywhere.
            foreach (var slot in Enumerable.Range(0, plan.Slots))
            {
                while (_office.World.Sessions.GetValueOrDefault(plan.Key, SessionSeats.Untouched)
                    .Claim(plan, ReleasedShare.All, slot, 1, new SeatOwner($"{Guid.NewGuid()}", "", "", ""), _office.Time.GetUtcNow(), null) is { } taken)
                {
                    _office.World.Sessions[plan.Key] = taken;
                }
            }
        }

        await _office.ClosedAsync("2026-11-25T08:00", "2026-11-25T20:00");
        Assert.Null(_office.Now(person).Offer);
        Assert.Null((await _office.WatchAsync(person)).Refused);

        await _office.LeaveAsync(leaver);

        Assert.Single(_office.Offered(person));
        var accepted = (await _office.AcceptAsync(person, _office.Now(person).Offer!.Claim.Id)).Value;
        Assert.Equal((AppointmentStatus.Booked, BookedOffice.Friday), (accepted.Status, accepted.Date));
    }

    [Fact]
    public async Task Leads_that_lead_to_nobody_go_and_those_in_an_old_place_are_put_right()
    {
        var leaver = Full();
        var (gone, moved) = (_office.Book(BookedOffice.Friday, "09:00"), _office.Book(BookedOffice.Friday, "09:00"));
        await _office.WatchAsync(gone);
        await _office.WatchAsync(moved);
        Change(gone, one => one with { Watch = null });
        var later = _office.Time.GetUtcNow().AddDays(1);
        Change(moved, one => one with { Watch = one.Watch! with { Since = later } });
        _office.Time.Advance(TimeSpan.FromMinutes(10));

        await _office.LeaveAsync(leaver);

        Assert.Equal([(later, moved.Person)], _office.World.Leads.Keys);
    }

    [Fact]
    public async Task Leads_of_appointments_that_are_over_go_and_those_that_say_an_old_time_are_put_right()
    {
        var leaver = Full(BookedOffice.Friday);
        var (over, moved) = (_office.Book(BookedOffice.Wednesday, "09:00"), _office.Book(BookedOffice.Wednesday, "09:00"));
        await _office.WatchAsync(over);
        await _office.WatchAsync(moved);
        var monday = _office.Plan("death-registration", "BDR-05", new DateOnly(2026, 11, 30), "09:00");
        Change(moved, one => one with { Claim = one.Claim with { Session = monday.Key } });
        _office.Time.Advance(TimeSpan.FromDays(2));

        await _office.LeaveAsync(leaver);

        Assert.Equal([(moved.Person, _office.Now(moved).Begins)], _office.World.Leads.Values.Select(lead => (lead.Person, lead.Booked)));
    }

    [Fact]
    public async Task Whoever_moves_and_still_watches_is_led_to_where_they_are()
    {
        var person = _office.Book(BookedOffice.Friday, "09:00");
        await _office.WatchAsync(person);

        await _office.ChangeAsync(person, BookedOffice.Thursday, "10:00");
        await _office.DeliverAsync();

        Assert.Equal(_office.Now(person).Begins, Assert.Single(_office.World.Leads.Values).Booked);
    }

    [Fact]
    public async Task A_seat_of_a_closed_office_is_offered_to_nobody()
    {
        var leaver = Full();
        var person = _office.Book(BookedOffice.Friday, "09:00");
        await _office.WatchAsync(person);
        await _office.ClosedAsync("2026-11-25T08:00", "2026-11-25T20:00");

        await _office.LeaveAsync(leaver);

        Assert.Null(_office.Now(person).Offer);
    }

    /// <summary>Wherever the process dies, from the seat's return to the last one asked: one holds it at a time, and each who did was told.</summary>
    [Fact]
    public async Task A_process_that_dies_anywhere_leaves_one_holder_at_a_time_each_of_whom_was_told()
    {
        var deaths = 0;
        for (var at = 0; ; at++)
        {
            var office = new BookedOffice();
            var leaver = office.Book(BookedOffice.Wednesday, "09:00");
            office.Book(BookedOffice.Wednesday, "09:00");
            office.Book(BookedOffice.Wednesday, "09:00");
            var people = Enumerable.Range(0, 2).Select(_ => office.Book(BookedOffice.Friday, "09:00")).ToList();
            foreach (var person in people)
            {
                await office.WatchAsync(person);
            }

            office.Time.Advance(TimeSpan.FromSeconds(1));
            await office.CancelAsync(leaver);
            var died = false;
            office.World.Deaths.Restart(at);
            async Task LiveAsync(Func<Task> act)
            {
                try
                {
                    await act();
                }
                catch (IOException)
                {
                    died = true;
                    office.World.Deaths.Restart(null);
                    await act();
                }

                Assert.Equal(0, office.Free(BookedOffice.Wednesday, "09:00"));
                Assert.InRange(people.Sum(person => office.Offered(person).Count), 0, 1);
                office.Check();
            }

            await LiveAsync(office.DeliverAsync);
            Assert.Single(office.Offered(people[0]));
            office.Time.Advance(TimeSpan.FromMinutes(30));
            await LiveAsync(office.ComeDueAsync);
            Assert.Single(office.Offered(people[1]));
            office.Time.Advance(TimeSpan.FromMinutes(30));
            await LiveAsync(office.ComeDueAsync);

            Assert.Equal(
                people.Select(person => person.Reference),
                office.World.Announced.Where(happened => happened.Data.Kind is AppointmentEventKind.AppointmentOffered).DistinctBy(happened => happened.Id).Select(happened => happened.Data.Reference));
            if (!died)
            {
                break;
            }

            deaths++;
        }

        Assert.True(deaths > 20, $"{deaths} deaths");
    }

    /// <summary>Yes at the moment at which the seat is passed on: whoever has it has it alone.</summary>
    [Fact]
    public async Task Whoever_accepts_at_the_moment_of_passing_on_has_the_seat_or_the_next_one_has()
    {
        var moments = 0;
        for (var moment = 0; ; moment++)
        {
            var office = new BookedOffice();
            var leaver = office.Book(BookedOffice.Wednesday, "09:00");
            var (first, second) = (office.Book(BookedOffice.Friday, "09:00"), office.Book(BookedOffice.Friday, "09:00"));
            await office.WatchAsync(first);
            await office.WatchAsync(second);
            await office.LeaveAsync(leaver);
            var offer = office.Now(first).Offer!;
            office.Time.Advance(TimeSpan.FromMinutes(30));
            var accepted = false;
            office.World.At(moment, async () => accepted = (await office.AcceptAsync(first, offer.Claim.Id)).Refused is null);
            await office.ComeDueAsync();
            if (!office.World.CameTo)
            {
                break;
            }

            moments++;
            await office.SettleAsync();
            var seats = office.World.Sessions[offer.Claim.Session].Seats.Where(seat => seat.Slot == offer.Claim.Slot && seat.IsTaken(office.Time.GetUtcNow()) && seat.State is not SeatState.Resting).ToList();
            Assert.Equal(office.Now(first).Claim.Id == offer.Claim.Id ? first.Person : second.Person, Assert.Single(seats).Owner.Person);
            Assert.True(!accepted || office.Now(first).Claim.Id == offer.Claim.Id);
            Assert.Equal(2, office.World.Booked.Count());
        }

        Assert.True(moments > 4, $"{moments} moments");
    }

    /// <summary>Somebody in the only slot of a day that is full but for them.</summary>
    private Appointment Full(DateOnly? date = null, string time = "09:00")
    {
        var leaver = _office.Book(date ?? BookedOffice.Wednesday, time);
        _office.Book(date ?? BookedOffice.Wednesday, time);
        _office.Book(date ?? BookedOffice.Wednesday, time);
        return leaver;
    }

    private void Change(Appointment appointment, Func<Appointment, Appointment> change) =>
        _office.World.Appointments[(appointment.Service, appointment.Person)] = change(_office.Now(appointment));

    private IEnumerable<EGov.Domain.Submissions.Reference> Told() =>
        _office.World.Announced.Where(happened => happened.Data.Kind is AppointmentEventKind.AppointmentOffered).Select(happened => happened.Data.Reference);
}
