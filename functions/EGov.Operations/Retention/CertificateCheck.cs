namespace EGov.Operations.Retention;

/// <summary>Holds a certificate of destruction against the keys that sign it, and against an account or a backup.</summary>
public static class CertificateCheck
{
    /// <summary>What an operator reads when all is well.</summary>
    /// <param name="backup">The folder of a backup to look into; null for the account.</param>
    /// <exception cref="OperationRefusedException">The certificate is not good, or something that it says is destroyed is still there.</exception>
    public static async Task<string> RunAsync(string certificateFile, string keysFile, string? backup, CancellationToken cancellation)
    {
        var certificate = Certificate.Read(await ReadAsync(certificateFile, cancellation), await ReadAsync(keysFile, cancellation));
        return await SearchAsync(certificate, StorageInventory.Shipped(), backup is null ? Account.FromEnvironment() : null, backup, cancellation);
    }

    internal static async Task<string> SearchAsync(Certificate certificate, StorageInventory inventory, Account? account, string? backup, CancellationToken cancellation)
    {
        var search = new KeySearch(inventory);
        var (where, found) = account is not null
            ? ("The account", await search.InAccountAsync(account, certificate, cancellation))
            : ("The backup", await search.InBackupAsync(backup!, certificate, cancellation));
        return found is null
            ? $"{certificate.Reference}: destroyed at {certificate.DestroyedAt:O} by {certificate.Rule}. {where} holds none of its {certificate.Keys.Count} keys and {certificate.Files.Count} files"
            : throw new OperationRefusedException($"{where} still holds what {certificate.Reference}'s certificate says is destroyed: {found}");
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellation) =>
        File.Exists(file) ? await File.ReadAllTextAsync(file, cancellation) : throw new OperationRefusedException($"There is no {file}");
}
