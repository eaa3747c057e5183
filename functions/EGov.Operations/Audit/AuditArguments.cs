namespace EGov.Operations.Audit;

/// <summary>What <c>audit verify</c> is asked to do.</summary>
/// <param name="Folder">A backup or a folder with blobs; null for the account.</param>
internal sealed record AuditArguments(string? Folder, string SealKeys, string? LineKeys)
{
    /// <summary>Null when the arguments are another command's, or make no sense.</summary>
    public static AuditArguments? Read(string[] args)
    {
        if (args is not ["audit", "verify", .. var rest])
        {
            return null;
        }

        var (folder, options) = rest is [var first, ..] && !first.StartsWith('-') ? (first, rest[1..]) : (null, rest);
        return options switch
        {
            ["--seal-keys", var seals] => new AuditArguments(folder, seals, null),
            ["--seal-keys", var seals, "--line-keys", var lines] => new AuditArguments(folder, seals, lines),
            ["--line-keys", var lines, "--seal-keys", var seals] => new AuditArguments(folder, seals, lines),
            _ => null,
        };
    }

    public async Task<int> VerifyAsync(StorageInventory inventory, TextWriter report, CancellationToken cancellation)
    {
        var verification = new AuditVerification(report);
        if (Folder is null)
        {
            return await verification.VerifyAsync(new AccountArchive(Account.FromEnvironment().Blobs.GetBlobContainerClient("audit")), SealKeys, LineKeys, cancellation);
        }

        using var archive = await FolderArchive.OpenAsync(Folder, inventory, cancellation);
        return await verification.VerifyAsync(archive, SealKeys, LineKeys, cancellation);
    }
}
