using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Submissions;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableAccessLogTests(AzuriteServer azurite)
{
    private readonly string _person = Samples.Name("person");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_opening_is_kept_also_two_in_one_instant_and_the_newest_comes_first()
    {
        var log = new TableAccessLog(await azurite.ConnectAsync());
        var reference = Samples.Reference();
        var early = new Access(Samples.Noon, "ird", null, AuditPurpose.ProcessCase);
        var late = new Access(Samples.Noon.AddSeconds(1), "ird", "attachment-1", AuditPurpose.ServeAtOffice);
        foreach (var access in (Access[])[early, late, late])
        {
            await log.AddAsync(_person, reference, "officer", access, Cancellation);
        }

        Assert.Equal([late, late, early], await log.ListAsync(_person, reference, Cancellation));
        Assert.Empty(await log.ListAsync(_person, Samples.Reference(), Cancellation));
        Assert.Empty(await log.ListAsync(Samples.Name("person"), reference, Cancellation));
    }

    [Fact]
    public async Task The_list_ends_at_a_hundred_and_loses_the_oldest()
    {
        var log = new TableAccessLog(await azurite.ConnectAsync());
        var reference = Samples.Reference();
        await Task.WhenAll(Enumerable.Range(0, 105).Select(i =>
            log.AddAsync(_person, reference, "officer", new Access(Samples.Noon.AddSeconds(i), "ird", null, AuditPurpose.ProcessCase), Cancellation)));

        var listed = await log.ListAsync(_person, reference, Cancellation);

        Assert.Equal(100, listed.Count);
        Assert.Equal(Samples.Noon.AddSeconds(104), listed[0].At);
        Assert.Equal(Samples.Noon.AddSeconds(5), listed[^1].At);
    }

    [Fact]
    public async Task What_stands_under_a_person_is_one_list_over_all_of_it_newest_first_and_nobody_elses()
    {
        var log = new TableAccessLog(await azurite.ConnectAsync());
        var (one, other) = (Samples.Reference(), Samples.Reference());
        await AddAsync(one, 0);
        await AddAsync(other, 1);
        await AddAsync(one, 2);
        await log.AddAsync(Samples.Name("person"), Samples.Reference(), "officer", At(3), Cancellation);

        Assert.Equal([new PersonAccess(one, At(2)), new PersonAccess(other, At(1)), new PersonAccess(one, At(0))], await log.ListAllAsync(_person, Cancellation));

        Task AddAsync(Domain.Submissions.Reference reference, int second) => log.AddAsync(_person, reference, "officer", At(second), Cancellation);

        static Access At(int second) => new(Samples.Noon.AddSeconds(second), "ird", null, AuditPurpose.ProcessCase);
    }
}
