using System.Globalization;
using System.Text;

namespace EGov.Operations.Costs;

/// <summary>The model as docs/cost-model.md.</summary>
public static class CostReport
{
    public static string Of(CostInputs inputs)
    {
        var (model, load, text) = (new CostModel(inputs), inputs.Load, new StringBuilder());
        var before = load.Predecessor;
        Add($"""
            # Cost and load

            Made by `dotnet run --project functions/EGov.Operations -- cost-model`, from `infra/prices.json`, `infra/load.json` and the size `prod` of `infra/sizes.json`; a test
            says when it is out of date. {load.Citizens:N0} people. HK$ {inputs.Prices.HkdPerUsd} to the US dollar. {inputs.Prices.Note}
            It is the infrastructure alone: neither people nor development, nor Defender's scanning of files, Event Grid, Key Vault, private endpoints, mail or support.

            ## What a transaction costs
            One more costs its own calls, processor time and keeping for {load.StoredMonths:0} months; its full cost has its share of what stands by. {before.Name} is said to have cost
            HK$ {before.PerTransaction:0.00} for each.

            | transaction | a month | one more, HK$ | full, HK$ | of {before.Name}'s |
            |---|---|---|---|---|

            """);
        foreach (var kind in load.Transactions)
        {
            Add($"| {kind.Name} | {model.PerMonth(kind):N0} | {model.Marginal(kind):0.00000} | {model.Full(kind):0.0000} | {model.Full(kind) / before.PerTransaction:P2} |\n");
        }

        Add($"""

            ## What a month costs

            | | HK$ |
            |---|---|

            """);
        foreach (var (what, hkd) in model.Standing)
        {
            Add($"| {what} | {hkd:N0} |\n");
        }

        Add($"""
            | {model.TransactionsOfMonth:N0} transactions | {model.CostOfMonth - model.StandingOfMonth:N0} |
            | **altogether** | **{model.CostOfMonth:N0}** |
            | {before.Name}, as it is said | {before.PerMonth:N0} |

            ## What the busiest minute needs
            The busiest hour has {load.BusiestHourShare:P2} of a year's transactions, and its busiest minute {load.BusiestMinuteFactor:0.#} times the hour's mean.

            | | a second | one of it bears | needed | provisioned |
            |---|---|---|---|---|
            | storage partitions | {model.PeakStorageCalls:N0} calls | {load.PartitionOperations:N0} | {model.Partitions} | by the shard in each key |
            | storage accounts | {model.PeakStorageCalls:N0} calls | {load.AccountOperations:N0} | {model.Accounts} | 1 |
            | Service Bus units | {model.PeakMessages:N0} messages | {load.BusUnitMessages:N0} | {model.BusUnits} | {inputs.Size.ServiceBusUnits} |
            | instances of {inputs.Size.InstanceMemory} MB | {load.Transactions.Sum(model.PeakPerSecond):N0} transactions | {load.InstanceUse:P0} of a processor | {model.Instances} | up to {inputs.Size.Instances} |

            ## Where the figures come from

            | figure | from | |
            |---|---|---|

            """);
        foreach (var basis in load.Basis)
        {
            Add($"| {basis.Figure} | {basis.From} | {basis.Status} |\n");
        }

        foreach (var price in inputs.Prices.Prices)
        {
            Add($"| {price.What}: US$ {price.Usd} per {price.Per} | <{price.Source}> | {price.Status} |\n");
        }

        return text.ToString();

        void Add(FormattableString part) => text.Append(part.ToString(CultureInfo.InvariantCulture).ReplaceLineEndings("\n"));
    }
}
