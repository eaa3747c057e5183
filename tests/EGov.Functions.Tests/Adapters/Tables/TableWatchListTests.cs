using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableWatchListTests(AzuriteServer azurite)
{
    private static readonly DateTimeOffset _noon = Samples.Noon;

    private readonly string _service = Samples.Name("service");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_asked_first_comes_first_and_whoever_asked_later_than_an_instant_does_not_come()
    {
        var list = new TableWatchList(await azurite.ConnectAsync());
        foreach (var minute in new[] { 7, 3, 9, 5 })
        {
            await list.PutAsync(Lead(minute), Cancellation);
        }

        Assert.Equal(["p3", "p5", "p7"], await ReadAsync(list, _noon.AddMinutes(9)));
        await list.RemoveAsync(Lead(5), Cancellation);
        await list.RemoveAsync(Lead(5), Cancellation);
        Assert.Equal(["p3", "p7"], await ReadAsync(list, _noon.AddMinutes(9)));
    }

    [Fact]
    public async Task A_lead_comes_back_as_it_was_put()
    {
        var list = new TableWatchList(await azurite.ConnectAsync());
        var lead = Lead(1) with { Watch = new Watch(_noon, new DateOnly(2026, 12, 1), ["A", "B"], AnyTime: true) };
        await list.PutAsync(Lead(1) with { Watch = lead.Watch with { Before = null } }, Cancellation);
        await list.PutAsync(lead, Cancellation);

        var read = Assert.Single(await list.InOrderAsync(_service, _noon.AddDays(1), Cancellation).ToListAsync(Cancellation));

        Assert.Equal(lead.Watch.Offices, read.Watch.Offices);
        Assert.Equal(lead, read with { Watch = lead.Watch });
        Assert.Equal((lead.Watch.Since, lead.Watch.Before, lead.Watch.AnyTime), (read.Watch.Since, read.Watch.Before, read.Watch.AnyTime));
    }

    private async Task<List<string>> ReadAsync(TableWatchList list, DateTimeOffset before) =>
        await list.InOrderAsync(_service, before, Cancellation).Select(lead => lead.Person).ToListAsync(Cancellation);

    private WatchLead Lead(int minute) => new(_service, $"p{minute}", new Watch(_noon.AddMinutes(minute), null, null), "lost", 1, _noon.AddDays(9));
}
