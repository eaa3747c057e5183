using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Appointments;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableClosureStoreTests(AzuriteServer azurite)
{
    private readonly string _department = Samples.Name("department");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_closure_is_added_once_and_comes_back_as_it_was()
    {
        var store = new TableClosureStore(await azurite.ConnectAsync());
        var closure = Closure("a", hours: 3);

        Assert.True(await store.AddAsync(closure, Cancellation));
        Assert.False(await store.AddAsync(closure with { CallHash = "other" }, Cancellation));

        var found = await store.FindAsync(_department, "a", Cancellation);
        Assert.Equal(closure with { Version = found!.Version }, found);
        Assert.Null(await store.FindAsync(_department, "b", Cancellation));
    }

    [Fact]
    public async Task Of_two_who_end_it_at_once_one_does()
    {
        var store = new TableClosureStore(await azurite.ConnectAsync());
        await store.AddAsync(Closure("a", hours: 3), Cancellation);
        var found = (await store.FindAsync(_department, "a", Cancellation))!;
        var ended = found with { Closure = found.Closure with { EndedAt = Samples.Noon } };

        Assert.True(await store.ReplaceAsync(ended, Cancellation));
        Assert.False(await store.ReplaceAsync(ended, Cancellation));
        Assert.Equal(Samples.Noon, (await store.FindAsync(_department, "a", Cancellation))!.Closure.EndedAt);
    }

    [Fact]
    public async Task The_list_has_the_departments_closures_that_were_not_over_at_an_instant()
    {
        var store = new TableClosureStore(await azurite.ConnectAsync());
        foreach (var (id, hours) in new[] { ("a", 1), ("b", 5), ("c", 9) })
        {
            await store.AddAsync(Closure(id, hours), Cancellation);
        }

        Assert.Equal(["b", "c"], (await store.ListAsync(_department, Samples.Noon.AddHours(4), Cancellation)).Select(closure => closure.Id).Order(StringComparer.Ordinal));
    }

    private StoredClosure Closure(string id, int hours) => new(
        new Closure(id, _department, "RKO", Samples.Noon, Samples.Noon.AddHours(hours), ClosureReason.TyphoonSignal8, new Text("Wind", "風", "风"), Samples.Noon), "hash");
}
