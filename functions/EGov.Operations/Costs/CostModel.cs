namespace EGov.Operations.Costs;

/// <summary>What the platform costs and how much of everything it needs, worked out from the inputs and from nothing else.</summary>
public sealed class CostModel(CostInputs inputs)
{
    private const decimal MonthsOfYear = 12;
    private const decimal SecondsOfMonth = 365 * 24 * 3600 / MonthsOfYear;
    private const decimal KilobytesOfGigabyte = 1024 * 1024;

    /// <summary>Service Bus sells messaging units in these numbers.</summary>
    private static readonly int[] s_units = [1, 2, 4, 8, 16];

    private readonly Load _load = inputs.Load;
    private readonly PriceList _prices = inputs.Prices;
    private readonly decimal _gigabytes = inputs.Size.InstanceMemory / 1024m;

    public decimal PerMonth(TransactionKind kind) => _load.Citizens * kind.PerCitizenYear / MonthsOfYear;

    public decimal TransactionsOfMonth => _load.Transactions.Sum(PerMonth);

    /// <summary>In the busiest minute of the year.</summary>
    public decimal PeakPerSecond(TransactionKind kind) =>
        _load.Citizens * kind.PerCitizenYear * _load.BusiestHourShare / 3600 * _load.BusiestMinuteFactor;

    public decimal PeakStorageCalls => _load.Transactions.Sum(kind => PeakPerSecond(kind) * kind.StorageCalls);

    public decimal PeakMessages => _load.Transactions.Sum(kind => PeakPerSecond(kind) * kind.Messages);

    public int Partitions => Whole(PeakStorageCalls / _load.PartitionOperations);

    public int Accounts => Whole(PeakStorageCalls / _load.AccountOperations);

    public int BusUnits => s_units.First(units => units * _load.BusUnitMessages >= PeakMessages || units == s_units[^1]);

    public int Instances => Whole(_load.Transactions.Sum(kind => PeakPerSecond(kind) * kind.ProcessorMs / 1000) / _load.InstanceUse);

    /// <summary>What one more of it costs.</summary>
    public decimal Marginal(TransactionKind kind) =>
        (kind.StorageCalls * _prices.Of("tableTransactions") / 10_000)
        + (kind.BlobWrites * _prices.Of("blobWrites") / 10_000)
        + (kind.Executions * _prices.Of("functionsExecutions") / 1_000_000)
        + (kind.ProcessorMs / 1000 / _load.InstanceUse * _gigabytes * _prices.Of("functionsExecution"))
        + (kind.TableKilobytes / KilobytesOfGigabyte * _load.StoredMonths * _prices.Of("tableCapacity"))
        + (kind.BlobKilobytes / KilobytesOfGigabyte * _load.StoredMonths * _prices.Of("blobCapacity"))
        + (kind.LogKilobytes / KilobytesOfGigabyte * _prices.Of("logs"))
        + (kind.SentKilobytes / KilobytesOfGigabyte * _prices.Of("egress"));

    /// <summary>What a month costs in which nobody comes.</summary>
    public IReadOnlyList<(string What, decimal Hkd)> Standing =>
    [
        ($"Service Bus Premium, messaging units: {BusUnits}", BusUnits * _prices.Of("serviceBusUnit")),
        ($"AI Search, replicas: {inputs.Size.SearchReplicas}", inputs.Size.SearchReplicas * _prices.Of("searchUnit")),
        ($"Functions, instances always ready: {inputs.Size.AlwaysReady}", inputs.Size.AlwaysReady * _gigabytes * SecondsOfMonth * _prices.Of("functionsReady")),
        ("Static Web Apps", _prices.Of("site")),
    ];

    public decimal StandingOfMonth => Standing.Sum(one => one.Hkd);

    /// <summary>Its own cost, and its share of what stands by.</summary>
    public decimal Full(TransactionKind kind) => Marginal(kind) + (StandingOfMonth / TransactionsOfMonth);

    public decimal CostOfMonth => StandingOfMonth + _load.Transactions.Sum(kind => PerMonth(kind) * Marginal(kind));

    private static int Whole(decimal amount) => Math.Max(1, (int)Math.Ceiling(amount));
}
