using EGov.Functions.Events;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Tests.Features.Appointments.AcceptOffer;

public sealed class AcceptOfferHandlerTests
{
    [Fact]
    public async Task What_was_offered_takes_the_place_of_what_one_had()
    {
        var desk = new AppointmentDesk();
        var pass = await desk.BookAsync();
        var offer = await desk.OfferAsync();

        var accepted = (await desk.AcceptAsync(pass)).Value;

        Assert.Equal((AppointmentStatus.Booked, offer.Claim.Session.Date, "09:30", 1), (accepted.Status, accepted.Date, accepted.Time, accepted.Sequence));
        Assert.Null(accepted.Offer);
        Assert.Equal(offer.Claim.Id, Assert.Single(desk.World.Booked));
        Assert.Equal(AppointmentEventKind.AppointmentChanged, desk.World.Announced[^1].Data.Kind);
        Assert.Equal(pass.Claim.Session, desk.World.Announced[^1].Data.Freed?.Session);
    }

    [Fact]
    public async Task Accepting_twice_or_by_another_click_changes_nothing_more()
    {
        var desk = new AppointmentDesk();
        var pass = await desk.BookAsync();
        await desk.OfferAsync();

        var first = (await desk.AcceptAsync(pass)).Value;
        var again = (await desk.AcceptAsync(pass, key: "another click")).Value;

        Assert.Equal((first.Sequence, first.Date, first.Time), (again.Sequence, again.Date, again.Time));
        Assert.Single(desk.World.Booked);
    }

    [Fact]
    public async Task An_offer_that_lapsed_or_never_was_is_refused_and_nothing_is_lost()
    {
        var desk = new AppointmentDesk();
        var pass = await desk.BookAsync();
        Assert.Equal("offer-lapsed", (await desk.AcceptAsync(pass)).Refused?.Code);
        await desk.OfferAsync();

        desk.Later(TimeSpan.FromHours(25));

        Assert.Equal("offer-lapsed", (await desk.AcceptAsync(pass)).Refused?.Code);
        Assert.Equal(pass.Claim.Id, Assert.Single(desk.World.Booked));
        Assert.Empty(desk.World.Promises);
    }

    [Fact]
    public async Task A_change_to_other_seats_lets_the_offered_ones_go()
    {
        var desk = new AppointmentDesk();
        var pass = await desk.BookAsync();
        var offer = await desk.OfferAsync();

        await desk.ChangeAsync(pass, $"\"0-Booked-{offer.Claim.Id}\"");

        Assert.Empty(desk.World.Sessions[offer.Claim.Session].Of(offer.Claim.Id, offer.Until.AddMinutes(-1)));
        Assert.Equal("offer-lapsed", (await desk.AcceptAsync(pass)).Refused?.Code);
    }

    /// <summary>Wherever the process dies: the person who said yes has one appointment, and once it was booked it is the new one.</summary>
    [Fact]
    public async Task A_process_that_dies_anywhere_leaves_one_appointment_when_the_promise_has_come_due()
    {
        var deaths = 0;
        for (var at = 0; ; at++)
        {
            var desk = new AppointmentDesk();
            var pass = await desk.BookAsync();
            var offer = await desk.OfferAsync();
            desk.World.Deaths.Restart(at);
            try
            {
                await desk.AcceptAsync(pass);
                break;
            }
            catch (IOException)
            {
                deaths++;
            }

            desk.World.Deaths.Restart(null);
            var booked = desk.World.Booked.Contains(offer.Claim.Id);
            await desk.SettleAsync();

            Assert.Equal(desk.World.Appointments.Values.Single().Claim.Id, Assert.Single(desk.World.Booked));
            Assert.Equal(booked, desk.World.Booked.Single() == offer.Claim.Id);
            Assert.Equal(offer.Claim.Id, (await desk.AcceptAsync(pass)).Value is { Sequence: 1 } ? Assert.Single(desk.World.Booked) : null);
        }

        Assert.Equal(10, deaths);
    }
}
