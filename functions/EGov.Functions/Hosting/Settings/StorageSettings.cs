namespace EGov.Functions.Hosting.Settings;

/// <summary>Where tables and blobs are: by connection string on a developer's machine, by the application's identity in the cloud.</summary>
/// <param name="Quarantine">Where browsers send files, which is an account of its own in the cloud (decision 20); by connection string it is the same one.</param>
/// <param name="ClientId">The identity to sign in with; null takes the machine's own.</param>
/// <param name="UploadOrigins">The pages that may upload, comma-separated, where nobody has provisioned them.</param>
public sealed record StorageSettings(string? ConnectionString, Uri? Tables, Uri? Blobs, Uri? Quarantine, string? ClientId, string? UploadOrigins)
{
    private static readonly Setting s_connection = new("AzureWebJobsStorage", "tables and blobs on a machine without Azure", SettingSource.Machine);
    private static readonly Setting s_tables = new("AzureWebJobsStorage__tableServiceUri", "the tables that hold all cases and appointments", SettingSource.Template);
    private static readonly Setting s_blobs = new("AzureWebJobsStorage__blobServiceUri", "the blobs that are kept", SettingSource.Template);
    private static readonly Setting s_quarantine = new("Quarantine__blobServiceUri", "the blobs that browsers send", SettingSource.Template);
    private static readonly Setting s_origins = new("Host__CORS", "the pages that may upload on a machine without Azure", SettingSource.Machine);

    public static StorageSettings Read(SettingsReader reader)
    {
        var settings = new StorageSettings(
            reader.Text(s_connection),
            reader.Address(s_tables),
            reader.Address(s_blobs),
            reader.Address(s_quarantine),
            IdentitySettings.ReadClientId(reader),
            reader.Text(s_origins));
        Setting[] addresses = [s_tables, s_blobs, s_quarantine];
        var missing = addresses.Where(address => reader.Text(address) is null).ToList();
        reader.OneOf(s_connection, settings.ConnectionString is not null, s_tables, missing.Count < addresses.Length);
        if (missing.Count < addresses.Length)
        {
            missing.ForEach(address => reader.Refuse(address, "is missing"));
        }

        if (settings.ConnectionString is { } text && !IsConnectionString(text))
        {
            reader.Refuse(s_connection, "is no connection string of a storage account");
        }

        return settings;
    }

    private static bool IsConnectionString(string text)
    {
        var names = text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')[0].Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return names.Contains("UseDevelopmentStorage") || names.Contains("AccountName") || (names.Contains("TableEndpoint") && names.Contains("BlobEndpoint"));
    }
}
