using Azure;
using EGov.Operations;
using EGov.Operations.Backups;
using EGov.Operations.Costs;

// operations backup|restore|verify FOLDER, operations cost-model
const string Usage =
    """
    usage: operations backup FOLDER     writes every table and container of infra/storage.json into an empty folder
           operations restore FOLDER    writes a backup into an empty account, and verifies it; may be repeated when it was interrupted
           operations verify FOLDER     compares an account with a backup, row by row
           operations cost-model        prints docs/cost-model.md

    The account: AzureWebJobsStorage (a connection string), or AzureWebJobsStorage__tableServiceUri and AzureWebJobsStorage__blobServiceUri
    with the identity that is signed in.
    """;

if (args is ["cost-model"])
{
    Console.Write(CostReport.Of(CostInputs.Shipped()));
    return 0;
}

if (args is not [("backup" or "restore" or "verify") and var command, var folder])
{
    await Console.Error.WriteLineAsync(Usage);
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupted.Cancel();
};
try
{
    var (account, inventory) = (Account.FromEnvironment(), StorageInventory.Shipped());
    var manifest = command switch
    {
        "backup" => await new Backup(account, inventory, Console.Out).WriteAsync(folder, interrupted.Token),
        "restore" => await new Restore(account, inventory, Console.Out).WriteAsync(folder, interrupted.Token),
        _ => await new Verification(account, inventory, Console.Out).CompareAsync(folder, interrupted.Token),
    };
    Console.WriteLine($"{command}: {manifest.Tables.Sum(table => table.Count)} rows of {manifest.Tables.Count} tables, {manifest.Containers.Sum(container => container.Count)} blobs of {manifest.Containers.Count} containers");
    return 0;
}
catch (OperationRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
catch (RequestFailedException failed)
{
    await Console.Error.WriteLineAsync($"The account did not do it: {failed.Status} {failed.ErrorCode}");
    return 1;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Interrupted. An interrupted backup is none; an interrupted restore may be repeated.");
    return 130;
}
