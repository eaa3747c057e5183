using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Tests.Features.Appointments.CloseOffice;

public sealed class CloseOfficeHandlerTests
{
    private readonly BookedOffice _office = new();

    [Fact]
    public async Task Every_session_of_every_service_of_the_office_is_closed_also_one_that_nobody_touched()
    {
        var declared = (await _office.DeclareAsync("2026-11-26T09:30", "2026-11-27T09:30", "IBO-EK")).Value;

        await _office.CloseAsync(_office.World.ClosureOrders.Single());

        var services = _office.Rules.Services.Where(service => _office.Rules.Sessions(service, "IBO-EK", BookedOffice.Thursday).Any()).Select(service => service.Id).ToList();
        Assert.True(services.Count > 2);
        foreach (var service in services)
        {
            foreach (var plan in new[] { BookedOffice.Thursday, BookedOffice.Friday }.SelectMany(date => _office.Rules.Sessions(_office.Rules.Service(service)!, "IBO-EK", date)))
            {
                var session = _office.World.Sessions.GetValueOrDefault(plan.Key, SessionSeats.Untouched);
                for (var slot = 0; slot < plan.Slots; slot++)
                {
                    var within = plan.BeginningOf(slot) < declared.To && plan.BeginningOf(slot).AddMinutes(plan.SlotMinutes) > declared.From;
                    Assert.Equal(within, session.IsClosed(slot));
                }
            }
        }

        Assert.All(_office.World.Sessions.Keys, session => Assert.Equal("IBO-EK", session.Office));
    }

    [Fact]
    public async Task Only_sessions_in_which_somebody_has_closed_seats_are_reoffered_the_earliest_day_first()
    {
        var (friday, thursday) = (_office.Book(BookedOffice.Friday, "09:00"), _office.Book(BookedOffice.Thursday, "14:00"));
        _office.Book(BookedOffice.Thursday, "09:00");

        await _office.DeclareAsync("2026-11-26T13:00", "2026-11-27T20:00");
        await _office.CloseAsync(_office.World.ClosureOrders.Single());

        Assert.Equal([thursday.Claim.Session, friday.Claim.Session], _office.World.ReofferOrders.Select(order => order.Session));
    }

    [Fact]
    public async Task Nothing_can_be_held_or_confirmed_in_a_closed_slot()
    {
        var plan = _office.Plan("death-registration", "BDR-05", BookedOffice.Thursday, "09:00");
        var (now, owner) = (_office.Time.GetUtcNow(), new SeatOwner("hold", "person", "reference", "relative"));
        _office.Take(plan, 0, 1, owner, now.AddMinutes(10));

        await _office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00");

        var session = _office.World.Sessions[plan.Key];
        Assert.Equal("office-closed", session.Confirm("hold", "call", now).Refused?.Code);
        Assert.Null(session.Claim(plan, ReleasedShare.All, 0, 1, owner with { Claim = "another" }, now, now.AddMinutes(10)));
    }

    [Fact]
    public async Task A_closure_that_ends_early_opens_what_is_still_to_come_and_bookings_there_stand_again()
    {
        var (past, future) = (_office.Book(BookedOffice.Thursday, "09:00"), _office.Book(BookedOffice.Thursday, "16:00"));
        var closure = await _office.ClosedAsync("2026-11-26T09:00", "2026-11-27T20:00");
        var offer = _office.Now(future).Offer!;
        _office.Time.SetUtcNow(new DateTimeOffset(2026, 11, 26, 7, 5, 0, TimeSpan.Zero));

        Assert.Null((await _office.EndAsync(closure.Id)).Refused);
        await _office.WorkAsync();

        Assert.Equal(AppointmentStatus.Closed, (await _office.ViewAsync(past)).Status);
        var view = await _office.ViewAsync(future);
        Assert.Equal((AppointmentStatus.Booked, null), (view.Status, view.Offer));
        Assert.Equal(offer, _office.Now(future).Offer);
        Assert.All(
            _office.World.Sessions.Where(session => session.Key.Date == BookedOffice.Friday), session => Assert.Empty(session.Value.Closed));
    }

    [Fact]
    public async Task An_offer_that_was_made_stays_good_when_the_closure_ends()
    {
        var person = _office.Book(BookedOffice.Thursday, "09:00");
        var closure = await _office.ClosedAsync("2026-11-26T09:00", "2026-11-27T20:00");
        await _office.EndAsync(closure.Id);
        await _office.WorkAsync();

        var accepted = await _office.AcceptAsync(person, _office.Now(person).Offer!.Claim.Id);

        Assert.Equal((AppointmentStatus.Booked, new DateOnly(2026, 11, 28)), (accepted.Value.Status, accepted.Value.Date));
    }

    /// <summary>Whenever it is ended while session after session is being closed: none stays closed.</summary>
    [Fact]
    public async Task A_closure_that_is_ended_while_it_is_carried_out_leaves_no_session_closed()
    {
        var moments = 0;
        for (var moment = 0; ; moment++)
        {
            var office = new BookedOffice();
            var closure = (await office.DeclareAsync("2026-11-26T09:00", "2026-11-27T20:00")).Value;
            office.World.At(moment, async () =>
            {
                await office.EndAsync(closure.Id);
                await office.CloseAsync(new ClosureOrder(BookedOffice.Department, closure.Id));
            });
            await office.WorkAsync();
            if (!office.World.CameTo)
            {
                break;
            }

            moments++;
            Assert.All(office.World.Sessions.Values, session => Assert.Empty(session.Closed));
        }

        Assert.True(moments > 2, $"{moments} moments");
    }

    [Fact]
    public async Task Of_two_closures_the_end_of_one_leaves_the_other_closed()
    {
        var person = _office.Book(BookedOffice.Thursday, "09:00");
        var first = await _office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00", key: "first");
        await _office.ClosedAsync("2026-11-26T08:00", "2026-11-26T10:00", key: "second");

        await _office.EndAsync(first.Id);
        await _office.WorkAsync();

        Assert.Equal(AppointmentStatus.Closed, (await _office.ViewAsync(person)).Status);
        var plan = _office.Plan("death-registration", "BDR-05", BookedOffice.Thursday, "12:00");
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(slot => _office.World.Sessions[plan.Key].IsClosed(slot)));
    }

    [Fact]
    public async Task A_promise_whose_closure_was_never_written_does_nothing()
    {
        await _office.CloseAsync(new ClosureOrder(BookedOffice.Department, "00000000000000000000"));

        Assert.Empty(_office.World.Sessions);
        Assert.Empty(_office.World.ReofferOrders);
    }
}
