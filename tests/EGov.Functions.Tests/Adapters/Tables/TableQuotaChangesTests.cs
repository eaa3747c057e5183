using System.Text;
using Azure.Data.Tables;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Hosting.Protection;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableQuotaChangesTests(AzuriteServer azurite)
{
    private static readonly DataKeys _keys = new(new MemoryVault(), TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_noted_once_however_often_and_in_how_many_processes_it_begins()
    {
        var office = Samples.Name("office");
        var (ours, theirs) = (await ChangesAsync(), await ChangesAsync());

        var begun = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            (i % 2 == 0 ? ours : theirs).BeginAsync(Change(office, "call") with { At = Samples.Noon.AddSeconds(i) }, Cancellation)));

        Assert.Single(begun.Select(change => change.At).Distinct());
        Assert.Single((await ours.ListAsync(office, null, 20, Cancellation)).Changes);
    }

    [Fact]
    public async Task What_came_of_it_stays_as_it_was_noted_first()
    {
        var office = Samples.Name("office");
        var changes = await ChangesAsync();
        var begun = await changes.BeginAsync(Change(office, "call"), Cancellation);

        await changes.FinishAsync(begun with { Finished = true, Effects = [begun.Effects[0] with { Outcome = QuotaOutcome.Refused, Time = "09:45", Taken = 11 }] }, Cancellation);
        await changes.FinishAsync(begun with { Finished = true }, Cancellation);

        var again = await changes.BeginAsync(Change(office, "call"), Cancellation);
        Assert.True(again.Finished);
        Assert.Equal(new QuotaEffect(new DateOnly(2026, 12, 1), 14, 14, 10, 5, 2, QuotaOutcome.Refused, "09:45", 11), Assert.Single(again.Effects));
        Assert.Equal(("officer", "Cheung Ka Yan", "hash"), (again.By, again.Name, again.CallHash));
    }

    [Fact]
    public async Task An_offices_changes_come_newest_first_in_pages_and_no_other_offices()
    {
        var office = Samples.Name("office");
        var changes = await ChangesAsync();
        await changes.BeginAsync(Change(Samples.Name("other"), "call"), Cancellation);
        for (var i = 0; i < 5; i++)
        {
            await changes.BeginAsync(Change(office, $"call-{i}") with { At = Samples.Noon.AddMinutes(i), Seats = i }, Cancellation);
        }

        var first = await changes.ListAsync(office, null, 3, Cancellation);
        var second = await changes.ListAsync(office, first.Continuation, 3, Cancellation);

        Assert.Equal([4, 3, 2], first.Changes.Select(change => change.Seats));
        Assert.Equal([1, 0], second.Changes.Select(change => change.Seats));
        Assert.Null(second.Continuation);
    }

    [Fact]
    public async Task An_officers_name_is_in_no_cell_that_can_be_read_without_the_key()
    {
        var office = Samples.Name("office");
        var storage = await azurite.ConnectAsync();
        await new TableQuotaChanges(storage, _keys).BeginAsync(Change(office, "call"), Cancellation);

        var cells = new List<string>();
        await foreach (var row in storage.Tables.GetTableClient("QuotaChanges").QueryAsync<TableEntity>(row => row.PartitionKey == office, cancellationToken: Cancellation))
        {
            cells.AddRange(((IDictionary<string, object>)row).Values.Select(cell => cell is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{cell}"));
        }

        Assert.NotEmpty(cells);
        Assert.DoesNotContain(cells, cell => cell.Contains("Cheung", StringComparison.Ordinal));
    }

    private static QuotaChange Change(string office, string call) => new(
        office,
        call,
        "hash",
        Samples.Noon,
        "officer",
        "Cheung Ka Yan",
        "hkic",
        "day",
        10,
        [new QuotaEffect(new DateOnly(2026, 12, 1), 14, 14, 10, 5, 2, QuotaOutcome.Changed)],
        Finished: false);

    private async Task<TableQuotaChanges> ChangesAsync() => new(await azurite.ConnectAsync(), _keys);
}
