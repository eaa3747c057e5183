using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Tests.Adapters.Tables;

/// <summary>In one test, because all publications share one sequence and the tests share one storage.</summary>
public sealed class TableRuleStoreTests(AzuriteServer azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_number_is_given_once_and_one_look_finds_what_counts_of_all_that_is_newer()
    {
        var store = new TableRuleStore(await azurite.ConnectAsync());
        Assert.Null(await store.NewsAsync(0, Cancellation));

        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => store.AddAsync(Publication(1, "immd", $"officer {i}", ("immd", 1)), Cancellation)));
        Assert.Single(added, won => won);
        Assert.Equal($"officer {Array.IndexOf(added, true)}", (await store.FindAsync(1, Cancellation))!.By);
        Assert.True(await store.AddAsync(Publication(2, "lcsd", "b", ("immd", 1), ("lcsd", 2)), Cancellation));
        Assert.True(await store.AddAsync(Publication(3, "immd", "c", ("immd", 3), ("lcsd", 2)), Cancellation));

        var all = await store.NewsAsync(0, Cancellation);
        Assert.Equal((3, "2 3"), (all!.Last, string.Join(' ', all.Publications.Select(one => one.Number).Order())));
        Assert.Equal([3], (await store.NewsAsync(2, Cancellation))!.Publications.Select(one => one.Number));
        Assert.Null(await store.NewsAsync(3, Cancellation));

        Assert.Equal([(3, "c"), (1, $"officer {Array.IndexOf(added, true)}")], (await store.ListAsync("immd", Cancellation)).Select(one => (one.Version, one.By)));
        var found = (await store.FindAsync(3, Cancellation))!;
        Assert.Equal(("large", 400_000, null), (found.Documents.Offices!.ToString(), found.Documents.Services!.ToMemory().Length, found.Documents.Calendar?.ToString()));
        Assert.Equal(["services"], found.Changed);
        Assert.Null(await store.FindAsync(4, Cancellation));
    }

    private static RulePublication Publication(int number, string department, string by, params (string Department, int Number)[] counting) => new(
        number,
        department,
        new RuleDocumentSet(BinaryData.FromString("large"), null, new BinaryData(new byte[400_000])),
        ["services"],
        counting.ToDictionary(one => one.Department, one => one.Number),
        by,
        new DateTimeOffset(2026, 11, 24, 1, 2, 3, TimeSpan.Zero));
}
