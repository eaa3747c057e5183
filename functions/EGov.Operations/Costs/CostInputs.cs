using System.Reflection;
using System.Text.Json;

namespace EGov.Operations.Costs;

/// <summary>What the model is made from: infra/prices.json, infra/load.json and the size <c>prod</c> of infra/sizes.json.</summary>
public sealed record CostInputs(PriceList Prices, Load Load, Size Size)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    public static CostInputs Shipped() => new(
        Read<PriceList>("prices.json"), Read<Load>("load.json"), Read<Dictionary<string, Size>>("sizes.json")["prod"]);

    private static T Read<T>(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<T>(stream, s_json)!;
    }
}

/// <summary>What Azure asks for.</summary>
public sealed record PriceList(decimal HkdPerUsd, string Note, IReadOnlyList<Price> Prices)
{
    /// <summary>In Hong Kong dollars, for the price's own unit.</summary>
    public decimal Of(string id) => HkdPerUsd * Prices.Single(price => price.Id == id).Usd;
}

/// <param name="Status"><c>published</c> where it was read at its source, <c>assumption</c> where it has to be.</param>
public sealed record Price(string Id, string What, decimal Usd, string Per, string Source, string Status);

/// <summary>Who does what how often, and what one of it takes.</summary>
public sealed record Load(
    long Citizens,
    decimal BusiestHourShare,
    decimal BusiestMinuteFactor,
    decimal InstanceUse,
    int PartitionOperations,
    int AccountOperations,
    int BusUnitMessages,
    decimal StoredMonths,
    Predecessor Predecessor,
    IReadOnlyList<TransactionKind> Transactions,
    IReadOnlyList<Basis> Basis);

/// <summary>What the service that this one succeeds is said to have cost.</summary>
public sealed record Predecessor(string Name, decimal PerTransaction, decimal PerMonth);

/// <param name="StorageCalls">Table operations, those that follow the answer included.</param>
/// <param name="Messages">Sent to the bus and taken from it.</param>
/// <param name="ProcessorMs">Of the function app.</param>
public sealed record TransactionKind(
    string Name,
    decimal PerCitizenYear,
    decimal StorageCalls,
    decimal BlobWrites,
    decimal Messages,
    decimal Executions,
    decimal ProcessorMs,
    decimal TableKilobytes,
    decimal BlobKilobytes,
    decimal LogKilobytes,
    decimal SentKilobytes);

/// <summary>Where a figure comes from.</summary>
public sealed record Basis(string Figure, string From, string Status);

/// <summary>Of infra/sizes.json, what costs.</summary>
public sealed record Size(int ServiceBusUnits, int SearchReplicas, int InstanceMemory, int Instances, int AlwaysReady);
