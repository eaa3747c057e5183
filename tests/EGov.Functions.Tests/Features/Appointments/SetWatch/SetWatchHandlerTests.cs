namespace EGov.Functions.Tests.Features.Appointments.SetWatch;

public sealed class SetWatchHandlerTests
{
    private readonly BookedOffice _office = new();

    [Fact]
    public async Task A_wish_is_seen_and_whoever_changes_it_keeps_their_place()
    {
        var person = _office.Book(BookedOffice.Friday, "09:00");
        var first = (await _office.WatchAsync(person)).Value.Watch!;

        var second = (await _office.WatchAsync(person, new DateOnly(2026, 11, 27), "BDR-05", "BDR-04", "BDR-05")).Value.Watch!;

        Assert.Equal((first.Since, new DateOnly(2026, 11, 27)), (second.Since, second.Before));
        Assert.Equal(["BDR-04", "BDR-05"], second.Offices);
        Assert.Equal(new DateOnly(2026, 11, 27), Assert.Single(_office.World.Leads.Values).Watch.Before);
    }

    [Fact]
    public async Task A_wish_that_cannot_be_is_refused()
    {
        var person = _office.Book(BookedOffice.Friday, "09:00");

        Assert.Equal("slot-past", (await _office.WatchAsync(person, new DateOnly(2026, 11, 24))).Refused?.Code);
        Assert.Equal("office-unknown", (await _office.WatchAsync(person, null, "RKO")).Refused?.Code);
        await _office.CancelAsync(person);
        Assert.Equal("appointment-ended", (await _office.WatchAsync(person)).Refused?.Code);
        Assert.Empty(_office.World.Leads);
    }

    [Fact]
    public async Task A_change_to_before_the_wished_date_ends_the_watch_and_any_other_change_keeps_it()
    {
        var (fulfilled, still) = (_office.Book(BookedOffice.Friday, "09:00"), _office.Book(BookedOffice.Friday, "09:00"));
        await _office.WatchAsync(fulfilled, BookedOffice.Friday);
        await _office.WatchAsync(still);

        Assert.Null((await _office.ChangeAsync(fulfilled, BookedOffice.Thursday, "10:00")).Value.Watch);
        Assert.NotNull((await _office.ChangeAsync(still, BookedOffice.Thursday, "10:00")).Value.Watch);
    }

    [Fact]
    public async Task A_closures_offer_that_is_taken_keeps_the_watch()
    {
        var person = _office.Book(BookedOffice.Thursday, "09:00");
        await _office.WatchAsync(person);
        await _office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00");

        var accepted = (await _office.AcceptAsync(person, _office.Now(person).Offer!.Claim.Id)).Value;

        Assert.NotNull(accepted.Watch);
    }

    /// <summary>Wherever the process dies, the same call again makes it whole.</summary>
    [Fact]
    public async Task A_process_that_dies_anywhere_is_made_good_by_the_same_call()
    {
        var deaths = 0;
        for (var at = 0; ; at++)
        {
            var office = new BookedOffice();
            var person = office.Book(BookedOffice.Friday, "09:00");
            office.World.Deaths.Restart(at);
            try
            {
                await office.WatchAsync(person);
                break;
            }
            catch (IOException)
            {
                deaths++;
            }

            office.World.Deaths.Restart(null);
            await office.WatchAsync(person);

            Assert.Contains(office.World.Leads.Values, lead => lead.Watch.Since == office.Now(person).Watch!.Since);
        }

        Assert.Equal(4, deaths);
    }
}
