using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Tests.Features.Appointments.RefuseOffer;

public sealed class RefuseOfferHandlerTests
{
    [Fact]
    public async Task Refused_seats_are_free_at_once_and_can_be_refused_again_but_not_accepted()
    {
        var (office, person, offer) = await OfferedAsync();

        Assert.Null((await office.RefuseAsync(person, offer.Claim.Id)).Value.Offer);
        Assert.Null((await office.RefuseAsync(person, offer.Claim.Id)).Refused);

        Assert.DoesNotContain(office.World.Sessions[offer.Claim.Session].Seats, seat => seat.IsTaken(office.Time.GetUtcNow()));
        Assert.Equal("offer-lapsed", (await office.AcceptAsync(person, offer.Claim.Id)).Refused?.Code);
        Assert.Equal("offer-lapsed", (await office.RefuseAsync(person, "another")).Refused?.Code);
        Assert.Equal(AppointmentStatus.Closed, (await office.ViewAsync(person)).Status);
    }

    [Fact]
    public async Task What_was_accepted_cannot_be_refused()
    {
        var (office, person, offer) = await OfferedAsync();
        Assert.Null((await office.AcceptAsync(person, offer.Claim.Id)).Refused);

        Assert.Equal("offer-lapsed", (await office.RefuseAsync(person, offer.Claim.Id)).Refused?.Code);
        Assert.Equal(offer.Claim.Id, Assert.Single(office.World.Booked));
    }

    /// <summary>Wherever the process dies, the same call again gives the seats back.</summary>
    [Fact]
    public async Task A_process_that_dies_anywhere_in_a_refusal_is_made_good_by_the_same_call()
    {
        var deaths = 0;
        for (var at = 0; ; at++)
        {
            var (office, person, offer) = await OfferedAsync();
            office.World.Deaths.Restart(at);
            try
            {
                await office.RefuseAsync(person, offer.Claim.Id);
                break;
            }
            catch (IOException)
            {
                deaths++;
            }

            office.World.Deaths.Restart(null);

            Assert.Null((await office.RefuseAsync(person, offer.Claim.Id)).Refused);
            Assert.Empty(office.World.Sessions[offer.Claim.Session].Of(offer.Claim.Id, office.Time.GetUtcNow()));
        }

        Assert.Equal(4, deaths);
    }

    /// <summary>Yes and no at the same moment: the person has one appointment, whichever it is.</summary>
    [Fact]
    public async Task Whoever_accepts_and_refuses_at_the_same_moment_has_one_appointment()
    {
        var moments = 0;
        for (var moment = 0; ; moment++)
        {
            var (office, person, offer) = await OfferedAsync();
            office.World.At(moment, () => office.RefuseAsync(person, offer.Claim.Id));
            await office.AcceptAsync(person, offer.Claim.Id);
            if (!office.World.CameTo)
            {
                break;
            }

            moments++;
            await office.SettleAsync();
            Assert.Equal(office.Now(person).Claim.Id, Assert.Single(office.World.Booked));
            office.Check();
        }

        Assert.True(moments > 3, $"{moments} moments");
    }

    private static async Task<(BookedOffice Office, Appointment Person, Offer Offer)> OfferedAsync()
    {
        var office = new BookedOffice();
        var person = office.Book(BookedOffice.Thursday, "09:00");
        await office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00");
        return (office, person, office.Now(person).Offer!);
    }
}
