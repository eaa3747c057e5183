namespace EGov.Functions.Hosting.Settings;

/// <summary>Where tables and blobs are: by connection string on a developer's machine, by the application's identity in the cloud.</summary>
/// <param name="ClientId">The identity to sign in with; null takes the machine's own.</param>
/// <param name="UploadOrigins">The pages that may upload, comma-separated, where nobody has provisioned them.</param>
public sealed record StorageSettings(string? ConnectionString, Uri? Tables, Uri? Blobs, string? ClientId, string? UploadOrigins)
{
    private static readonly Setting s_connection = new("AzureWebJobsStorage", "tables and blobs on a machine without Azure", SettingSource.Machine);
    private static readonly Setting s_tables = new("AzureWebJobsStorage__tableServiceUri", "the tables that hold all cases and appointments", SettingSource.Template);
    private static readonly Setting s_blobs = new("AzureWebJobsStorage__blobServiceUri", "the blobs that people attach", SettingSource.Template);
    private static readonly Setting s_origins = new("Host__CORS", "the pages that may upload on a machine without Azure", SettingSource.Machine);

    public static StorageSettings Read(SettingsReader reader)
    {
        var settings = new StorageSettings(
            reader.Text(s_connection), reader.Address(s_tables), reader.Address(s_blobs), IdentitySettings.ReadClientId(reader), reader.Text(s_origins));
        var (tables, blobs) = (reader.Text(s_tables) is not null, reader.Text(s_blobs) is not null);
        reader.OneOf(s_connection, settings.ConnectionString is not null, s_tables, tables || blobs);
        if (tables && !blobs)
        {
            reader.Refuse(s_blobs, "is missing");
        }
        else if (blobs && !tables)
        {
            reader.Refuse(s_tables, "is missing");
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
