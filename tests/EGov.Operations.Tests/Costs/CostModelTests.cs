using EGov.Operations.Costs;
using EGov.Testing;

namespace EGov.Operations.Tests.Costs;

public sealed class CostModelTests
{
    private static readonly CostInputs _inputs = new(
        new PriceList(10, "", [.. new[] { "tableTransactions", "blobWrites", "functionsExecutions", "functionsExecution", "tableCapacity", "blobCapacity", "logs", "egress", "serviceBusUnit", "searchUnit", "functionsReady", "site" }
            .Select(id => new Price(id, id, id switch { "tableTransactions" => 1m, "functionsExecution" => 0.01m, "serviceBusUnit" => 100m, _ => 0m }, "", "", "assumption"))]),
        new Load(
            Citizens: 12_000,
            BusiestHourShare: 0.01m,
            BusiestMinuteFactor: 3,
            InstanceUse: 0.5m,
            PartitionOperations: 10,
            AccountOperations: 100,
            BusUnitMessages: 1,
            StoredMonths: 1,
            new Predecessor("before", 5, 100),
            [new TransactionKind("form", PerCitizenYear: 100, StorageCalls: 5, BlobWrites: 0, Messages: 2.5m, Executions: 1, ProcessorMs: 10, 0, 0, 0, 0)],
            []),
        new Size(ServiceBusUnits: 1, SearchReplicas: 1, InstanceMemory: 2048, Instances: 10, AlwaysReady: 1));

    /// <summary>Worked out by hand: 12,000 people, 100 forms a year, a hundredth of them in one hour, three times as many in a minute of it.</summary>
    [Fact]
    public void The_busiest_minute_needs_what_was_worked_out_by_hand()
    {
        var model = new CostModel(_inputs);

        Assert.Equal(10, model.PeakPerSecond(_inputs.Load.Transactions[0]));
        Assert.Equal((50, 5, 1), (model.PeakStorageCalls, model.Partitions, model.Accounts));
        // 25 messages a second are more than the most units bear one each; what they sell at most is sixteen.
        Assert.Equal((25, 16), (model.PeakMessages, model.BusUnits));
        Assert.Equal(1, model.Instances);
    }

    [Fact]
    public void A_transaction_costs_its_calls_its_time_and_its_share_of_what_stands_by()
    {
        var (model, form) = (new CostModel(_inputs), _inputs.Load.Transactions[0]);

        // Five calls at HK$10 for 10,000, and 10 ms at half use of 2 GB at HK$0.1 for a GB-second.
        Assert.Equal(0.005m + 0.004m, model.Marginal(form));
        Assert.Equal(16 * 1000m, model.StandingOfMonth);
        Assert.Equal(0.009m + 0.16m, model.Full(form));
        Assert.Equal(16_000m + 900m, model.CostOfMonth);
    }

    [Fact]
    public void Nothing_that_was_not_read_at_its_source_is_called_published() => Assert.All(CostInputs.Shipped().Prices.Prices, price =>
    {
        Assert.Contains(price.Status, new[] { "assumption", "published" });
        Assert.StartsWith("https://", price.Source, StringComparison.Ordinal);
    });

    /// <summary>Make it anew with: dotnet run --project functions/EGov.Operations -- cost-model > docs/cost-model.md.</summary>
    [Fact]
    public void The_document_is_what_the_inputs_say() =>
        Assert.Equal(File.ReadAllText(RepositoryFolder.Path("docs", "cost-model.md")), CostReport.Of(CostInputs.Shipped()));
}
