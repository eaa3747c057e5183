using EGov.Domain.Appointments;
using EGov.Functions.Events;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Tests.Features.Appointments.ReofferSession;

public sealed class ReofferSessionHandlerTests
{
    private readonly BookedOffice _office = new();

    [Fact]
    public async Task Everybody_whose_seats_are_closed_is_offered_the_earliest_ones_after_the_closure_at_the_same_office_for_a_day()
    {
        var (one, other) = (_office.Book(BookedOffice.Thursday, "09:00"), _office.Book(BookedOffice.Thursday, "14:20"));
        var before = _office.Book(BookedOffice.Wednesday, "09:00");

        await _office.ClosedAsync("2026-11-26T09:00", "2026-11-27T10:00");

        Assert.Equal(("BDR-05", BookedOffice.Friday, new TimeOnly(10, 0)), Place(one));
        Assert.Equal(("BDR-05", BookedOffice.Friday, new TimeOnly(10, 0)), Place(other));
        Assert.All([one, other], person => Assert.Equal((SeatState.Held, _office.Time.GetUtcNow().AddHours(24)), Assert.Single(_office.Offered(person)) is var seat ? (seat.State, seat.Until) : default));
        Assert.Null(_office.Now(before).Offer);
        Assert.Equal(
            new[] { one.Reference, other.Reference }.Order(Comparer<EGov.Domain.Submissions.Reference>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))),
            _office.World.Announced.Where(happened => happened.Data.Kind is AppointmentEventKind.AppointmentOffered).Select(happened => happened.Data.Reference)
                .OrderBy(reference => reference.Value, StringComparer.Ordinal));
        var view = await _office.ViewAsync(one);
        Assert.Equal((AppointmentStatus.Closed, OfferReason.OfficeClosed), (view.Status, view.Offer!.Reason));
        _office.Check();
    }

    [Fact]
    public async Task The_earliest_appointment_gets_the_earliest_seats()
    {
        var late = Enumerable.Range(0, 3).Select(_ => _office.Book(BookedOffice.Thursday, "11:00")).ToList();
        var early = Enumerable.Range(0, 3).Select(_ => _office.Book(BookedOffice.Thursday, "09:20")).ToList();

        await _office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00");

        Assert.All(early, person => Assert.Equal(("BDR-05", BookedOffice.Thursday, new TimeOnly(14, 0)), Place(person)));
        Assert.All(late, person => Assert.Equal(("BDR-05", BookedOffice.Thursday, new TimeOnly(14, 20)), Place(person)));
    }

    [Fact]
    public async Task Within_a_slot_the_lot_decides_and_another_closure_draws_another_lot()
    {
        var orders = new HashSet<string>();
        for (var key = 0; key < 8; key++)
        {
            var office = new BookedOffice();
            var people = Enumerable.Range(0, 3).Select(_ => office.Book(BookedOffice.Thursday, "09:00")).ToList();
            var plan = office.Plan("death-registration", "BDR-05", BookedOffice.Friday, "14:00");
            foreach (var slot in Enumerable.Range(0, plan.Slots))
            {
                // One seat is left in each slot.
                office.Take(plan, slot, 2, new SeatOwner($"other-{slot}", "", "", ""), null);
            }

            await office.ClosedAsync("2026-11-26T09:00", "2026-11-27T13:00", key: $"key-{key}");

            orders.Add(string.Join(' ', people.OrderBy(person => office.Now(person).Offer!.Claim.Time).Select(person => people.IndexOf(person))));
        }

        Assert.True(orders.Count > 1);
    }

    [Fact]
    public async Task When_the_office_has_nothing_left_the_other_offices_of_its_region_come_before_the_rest()
    {
        var person = _office.Book(BookedOffice.Thursday, "09:00", "IBO-EK", "travel-document", "adult", party: 2);
        var other = _office.Book(BookedOffice.Friday, "10:00", "IBO-EK", "travel-document", "adult");
        Fill("travel-document", "IBO-EK");

        await _office.ClosedAsync("2026-11-26T09:00", "2026-11-26T20:00", "IBO-EK");

        Assert.Equal(("IBO-WK", BookedOffice.Friday, new TimeOnly(9, 0)), Place(person));
        Assert.Equal(2, _office.Offered(person).Count);

        Fill("travel-document", "IBO-WK");
        await _office.ClosedAsync("2026-11-27T09:00", "2026-11-27T20:00", "IBO-EK", "second");

        Assert.Equal(("HQ-TKO", new DateOnly(2026, 11, 28)), Place(other) is var place ? (place.Office, place.Date) : default);
    }

    [Fact]
    public async Task When_nothing_is_free_the_person_is_told_so_and_may_still_change_or_cancel_after_the_time()
    {
        var person = _office.Book(BookedOffice.Wednesday, "09:00");
        Fill("death-registration", "BDR-05");
        Fill("death-registration", "BDR-04");

        await _office.ClosedAsync("2026-11-25T09:00", "2026-11-25T17:00");

        Assert.Equal(AppointmentEventKind.AppointmentClosed, Assert.Single(_office.World.Announced).Data.Kind);
        Assert.Null(_office.Now(person).Offer);
        _office.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(AppointmentStatus.Closed, (await _office.ViewAsync(person)).Status);
        Quota("death-registration", "BDR-04", null);
        Assert.Equal("10:00", (await _office.ChangeAsync(person, new DateOnly(2026, 11, 30), "10:00", "BDR-04")).Value.Time);
    }

    [Fact]
    public async Task A_closed_booking_can_be_cancelled_after_its_time()
    {
        var person = _office.Book(BookedOffice.Wednesday, "09:00");
        await _office.ClosedAsync("2026-11-25T09:00", "2026-11-25T17:00");
        _office.Time.Advance(TimeSpan.FromDays(3));

        Assert.Equal(AppointmentStatus.Cancelled, (await _office.CancelAsync(person)).Value.Status);
    }

    [Fact]
    public async Task Nobody_is_offered_a_date_that_their_limit_of_stay_does_not_allow()
    {
        var tight = _office.Book(BookedOffice.Thursday, "09:00", "IBO-EK", "extension-of-stay", "visitor", stay: new Stay(new DateOnly(2026, 11, 27), null));
        var wide = _office.Book(BookedOffice.Thursday, "09:00", "IBO-EK", "extension-of-stay", "visitor", stay: new Stay(new DateOnly(2026, 12, 20), null));

        await _office.ClosedAsync("2026-11-26T09:00", "2026-11-27T20:00", "IBO-EK");

        Assert.Null(_office.Now(tight).Offer);
        Assert.Equal(new DateOnly(2026, 11, 30), Place(wide).Date);
    }

    [Fact]
    public async Task An_order_that_comes_again_offers_nothing_more_and_announces_the_same()
    {
        var people = Enumerable.Range(0, 6).Select(i => _office.Book(BookedOffice.Thursday, i % 2 == 0 ? "09:00" : "09:20")).ToList();
        var closure = await _office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00");
        var offers = people.Select(person => _office.Now(person).Offer).ToList();

        await _office.ReofferAsync(new ReofferOrder(BookedOffice.Department, closure.Id, people[0].Claim.Session));

        Assert.Equal(offers, people.Select(person => _office.Now(person).Offer));
        Assert.Equal(6, _office.World.Announced.Select(happened => happened.Id).Distinct().Count());
        _office.Check();
    }

    [Fact]
    public async Task What_lapsed_or_was_refused_is_not_offered_again_by_the_same_closure_and_the_booking_stays_closed()
    {
        var (lapsed, refused) = (_office.Book(BookedOffice.Thursday, "09:00"), _office.Book(BookedOffice.Thursday, "09:00"));
        var closure = await _office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00");
        Assert.Null((await _office.RefuseAsync(refused, _office.Now(refused).Offer!.Claim.Id)).Refused);
        _office.Time.Advance(TimeSpan.FromHours(25));

        await _office.ReofferAsync(new ReofferOrder(BookedOffice.Department, closure.Id, lapsed.Claim.Session));

        foreach (var person in new[] { lapsed, refused })
        {
            Assert.Empty(_office.Offered(person));
            var view = await _office.ViewAsync(person);
            Assert.Equal(AppointmentStatus.Closed, view.Status);
            Assert.Null(view.Offer);
        }
    }

    [Fact]
    public async Task Seats_without_a_person_and_people_who_came_already_and_people_who_are_just_booking_are_left()
    {
        var plan = _office.Plan("death-registration", "BDR-05", BookedOffice.Thursday, "09:00");
        _office.Take(plan, 0, 1, new SeatOwner("walk-in", "", "", "relative"), null);
        var arrived = _office.Book(BookedOffice.Thursday, "09:00");
        _office.World.Sessions[plan.Key] = _office.World.Sessions[plan.Key].Note(arrived.Claim.Id, Visit.Arrived, "call", _office.Time.GetUtcNow()).Value;
        var booking = _office.Book(BookedOffice.Wednesday, "09:00");
        _office.Take(plan, 0, 1, booking.OwnerOf(booking.Claim with { Id = "hold" }), _office.Time.GetUtcNow().AddMinutes(10));
        _office.World.Appointments[(booking.Service, booking.Person)] = booking with { Claim = new Claim("hold", plan.Key, 0, new TimeOnly(9, 0)) };

        await _office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00");

        Assert.Empty(_office.World.Announced);
        Assert.All(_office.Appointments, one => Assert.Null(one.Offer));
    }

    [Fact]
    public async Task Of_two_closures_neither_offers_what_the_other_one_closes_and_nobody_has_two_offers()
    {
        var people = Enumerable.Range(0, 12).Select(i => _office.Book(BookedOffice.Thursday, i < 6 ? "09:00" : "14:00", party: 1, office: i % 2 == 0 ? "BDR-05" : "BDR-04")).ToList();
        var first = (await _office.DeclareAsync("2026-11-26T09:00", "2026-11-26T13:00", key: "first")).Value;
        await _office.WorkAsync();
        var offered = people.Where(person => _office.Offered(person).Count > 0).ToList();
        Assert.Equal(3, offered.Count);

        await _office.ClosedAsync("2026-11-26T12:00", "2026-11-27T20:00", key: "second");

        foreach (var person in people.Where(person => person.Claim.Session.Office == "BDR-05"))
        {
            Assert.Single(_office.Offered(person));
            Assert.Equal(new DateOnly(2026, 11, 28), Place(person).Date);
        }

        _office.Check();
        Assert.NotEqual(first.Id, _office.Now(offered[0]).Offer!.Origin);
    }

    [Fact]
    public async Task Closing_again_under_another_name_leaves_offers_that_are_good()
    {
        var person = _office.Book(BookedOffice.Thursday, "09:00");
        await _office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00", key: "first");
        var offer = _office.Now(person).Offer;

        await _office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00", key: "second");

        Assert.Equal(offer, _office.Now(person).Offer);
        Assert.Single(_office.World.Announced);
    }

    [Fact]
    public async Task An_offer_of_an_earlier_seat_gives_way_to_that_of_a_closure()
    {
        var person = _office.Book(BookedOffice.Thursday, "09:00");
        var plan = _office.Plan("death-registration", "BDR-05", BookedOffice.Wednesday, "10:00");
        var until = _office.Time.GetUtcNow().AddMinutes(30);
        _office.Take(plan, 3, 1, person.OwnerOf(person.Claim with { Id = "earlier" }), until);
        var earlier = new Offer(new Claim("earlier", plan.Key, 3, plan.TimeOf(3)), until, OfferReason.EarlierSeat, "1.");
        _office.World.Appointments[(person.Service, person.Person)] = person with { Offer = earlier };

        await _office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00");

        Assert.Equal(new TimeOnly(14, 0), Place(person).Time);
        Assert.Equal("offer-lapsed", (await _office.AcceptAsync(person, "earlier")).Refused?.Code);
    }

    /// <summary>Wherever the process dies: when the order has come again, everybody has one offer with its seats, and no seat is held for nobody.</summary>
    [Fact]
    public async Task A_process_that_dies_anywhere_leaves_one_offer_for_each_when_the_order_has_come_again()
    {
        var deaths = 0;
        for (var at = 0; ; at++)
        {
            var office = new BookedOffice();
            var people = Enumerable.Range(0, 5).Select(i => office.Book(BookedOffice.Thursday, i < 3 ? "09:00" : "09:20")).ToList();
            await office.DeclareAsync("2026-11-26T09:00", "2026-11-26T13:00");
            office.World.Deaths.Restart(at);
            try
            {
                await office.WorkAsync();
                break;
            }
            catch (IOException)
            {
                deaths++;
            }

            office.World.Deaths.Restart(null);
            await office.WorkAsync();

            Assert.All(people, person => Assert.Single(office.Offered(person)));
            Assert.Equal(
                people.Select(person => person.Reference.Value).Order(StringComparer.Ordinal),
                office.World.Announced.DistinctBy(happened => happened.Id).Select(happened => happened.Data.Reference.Value).Order(StringComparer.Ordinal));
            office.Check();
        }

        Assert.True(deaths > 20, $"{deaths} deaths");
    }

    /// <summary>At whatever moment the person acts, they have what they did, and no seats are held for them besides.</summary>
    [Theory]
    [InlineData("change")]
    [InlineData("cancel")]
    public async Task Whoever_acts_at_the_same_moment_has_what_they_did_and_nothing_besides(string act)
    {
        var moments = 0;
        for (var moment = 0; ; moment++)
        {
            var office = new BookedOffice();
            var (person, other) = (office.Book(BookedOffice.Thursday, "09:00"), office.Book(BookedOffice.Thursday, "09:00"));
            await office.DeclareAsync("2026-11-26T09:00", "2026-11-26T13:00");
            var acted = false;
            office.World.At(moment, async () =>
            {
                acted = (act == "change" ? await office.ChangeAsync(person, BookedOffice.Friday, "09:00") : await office.CancelAsync(person)).Refused is null;
            });
            await office.WorkAsync();
            if (!office.World.CameTo)
            {
                break;
            }

            moments++;
            Assert.Single(office.Offered(other));
            if (acted)
            {
                Assert.Empty(office.Offered(person));
                Assert.Null(office.Now(person).Offer);
            }
            else
            {
                Assert.Single(office.Offered(person));
            }

            office.Check();
        }

        Assert.True(moments > 5, $"{moments} moments");
    }

    private (string Office, DateOnly Date, TimeOnly Time) Place(Appointment person) =>
        _office.Now(person).Offer is { } offer ? (offer.Claim.Session.Office, offer.Claim.Session.Date, offer.Claim.Time) : default;

    /// <summary>Leaves no seat at an office that is not taken.</summary>
    private void Fill(string service, string office) => Quota(service, office, 0);

    private void Quota(string service, string office, int? seats)
    {
        for (var date = BookedOffice.Wednesday; date < BookedOffice.Wednesday.AddDays(60); date = date.AddDays(1))
        {
            foreach (var plan in _office.Rules.Sessions(_office.Rules.Service(service)!, office, date))
            {
                _office.World.Sessions[plan.Key] = _office.World.Sessions.GetValueOrDefault(plan.Key, SessionSeats.Untouched) with { Quota = seats };
            }
        }
    }
}
