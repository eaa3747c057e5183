namespace EGov.Functions.Tests.Features.Appointments.EndClosure;

public sealed class EndClosureHandlerTests
{
    [Fact]
    public async Task What_has_ended_stays_ended_when_it_was()
    {
        var office = new BookedOffice();
        var closure = await office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00");
        var ended = (await office.EndAsync(closure.Id)).Value;
        office.Time.Advance(TimeSpan.FromMinutes(7));

        Assert.Equal(ended, (await office.EndAsync(closure.Id)).Value);
        Assert.NotNull(ended.EndedAt);
    }

    [Fact]
    public async Task What_is_over_needs_no_end_and_what_never_was_has_none()
    {
        var office = new BookedOffice();
        var closure = await office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00");
        office.Time.Advance(TimeSpan.FromDays(4));

        Assert.Null((await office.EndAsync(closure.Id)).Value.EndedAt);
        Assert.Empty(office.World.ClosureOrders);
        Assert.Equal("not-found", (await office.EndAsync("00000000000000000000")).Refused?.Code);
    }

    /// <summary>Wherever the process dies: a closure that has ended is lifted.</summary>
    [Fact]
    public async Task A_process_that_dies_anywhere_leaves_no_ended_closure_that_still_closes()
    {
        var deaths = 0;
        for (var at = 0; ; at++)
        {
            var office = new BookedOffice();
            var closure = await office.ClosedAsync("2026-11-26T09:00", "2026-11-26T13:00");
            office.World.Deaths.Restart(at);
            try
            {
                await office.EndAsync(closure.Id);
                break;
            }
            catch (IOException)
            {
                deaths++;
            }

            office.World.Deaths.Restart(null);
            await office.WorkAsync();

            Assert.Equal(office.World.Closures[closure.Id].Closure.EndedAt is null, office.World.Sessions.Values.Any(session => session.IsClosed(0)));
        }

        Assert.Equal(6, deaths);
    }
}
