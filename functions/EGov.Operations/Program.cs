using Azure;
using EGov.Operations;
using EGov.Operations.Audit;
using EGov.Operations.Backups;
using EGov.Operations.Costs;
using EGov.Operations.Retention;

// operations backup|restore|verify FOLDER, operations audit verify [FOLDER] --seal-keys FILE [--line-keys FOLDER], operations retention verify CERTIFICATE KEYS [FOLDER]|schedule, operations cost-model
const string Usage =
    """
    usage: operations backup FOLDER     writes every table and container of infra/storage.json into an empty folder
           operations restore FOLDER    writes a backup into an empty account, and verifies it; may be repeated when it was interrupted
           operations verify FOLDER     compares an account with a backup, row by row
           operations audit verify [FOLDER] --seal-keys FILE [--line-keys FOLDER]
                                        verifies the audit trail of a backup, of a folder with its blobs, or of the account: docs/runbooks/audit.md
           operations retention verify CERTIFICATE KEYS [FOLDER]
                                        verifies a certificate of destruction (the file that a person downloads) with the answer of /api/receipt-keys,
                                        and that the account, or the backup in that folder, holds none of what it says is destroyed
           operations retention schedule
                                        walks all cases and appointments, and puts into the calendar of retention what is missing in it
           operations cost-model        prints docs/cost-model.md

    The account: AzureWebJobsStorage (a connection string), or AzureWebJobsStorage__tableServiceUri and AzureWebJobsStorage__blobServiceUri
    with the identity that is signed in.
    """;

if (args is ["cost-model"])
{
    Console.Write(CostReport.Of(CostInputs.Shipped()));
    return 0;
}

var audit = AuditArguments.Read(args);
var retention = args is ["retention", "verify", _, _] or ["retention", "verify", _, _, _] or ["retention", "schedule"];
if (audit is null && !retention && args is not ["backup" or "restore" or "verify", _])
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
    var inventory = StorageInventory.Shipped();
    if (audit is not null)
    {
        return await audit.VerifyAsync(inventory, Console.Out, interrupted.Token);
    }

    if (retention)
    {
        Console.WriteLine(args[1] == "schedule"
            ? $"retention schedule: {await new CalendarRepair(Account.FromEnvironment()).RunAsync(interrupted.Token)} entries were missing"
            : await CertificateCheck.RunAsync(args[2], args[3], args.ElementAtOrDefault(4), interrupted.Token));
        return 0;
    }

    var (account, command, folder) = (Account.FromEnvironment(), args[0], args[1]);
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
