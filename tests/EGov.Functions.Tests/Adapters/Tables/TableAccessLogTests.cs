using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Submissions;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableAccessLogTests(AzuriteServer azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_opening_is_kept_also_two_in_one_instant_and_the_newest_comes_first()
    {
        var log = new TableAccessLog(await azurite.ConnectAsync());
        var reference = Samples.Reference();
        var early = new Access(Samples.Noon, "ird", null);
        var late = new Access(Samples.Noon.AddSeconds(1), "ird", "attachment-1");
        foreach (var access in (Access[])[early, late, late])
        {
            await log.AddAsync(reference, "officer", access, Cancellation);
        }

        Assert.Equal([late, late, early], await log.ListAsync(reference, Cancellation));
        Assert.Empty(await log.ListAsync(Samples.Reference(), Cancellation));
    }

    [Fact]
    public async Task The_list_ends_at_a_hundred_and_loses_the_oldest()
    {
        var log = new TableAccessLog(await azurite.ConnectAsync());
        var reference = Samples.Reference();
        await Task.WhenAll(Enumerable.Range(0, 105).Select(i =>
            log.AddAsync(reference, "officer", new Access(Samples.Noon.AddSeconds(i), "ird", null), Cancellation)));

        var listed = await log.ListAsync(reference, Cancellation);

        Assert.Equal(100, listed.Count);
        Assert.Equal(Samples.Noon.AddSeconds(104), listed[0].At);
        Assert.Equal(Samples.Noon.AddSeconds(5), listed[^1].At);
    }
}
