namespace EGov.Functions.Hosting.Settings;

/// <summary>Where the keys are kept.</summary>
/// <param name="ClientId">The identity to sign in with; null takes the machine's own.</param>
public sealed record SecretSettings(Uri? Vault, string? Folder, string? ClientId)
{
    private static readonly Setting s_vault = new("KeyVault__Uri", "the vault that holds the keys", SettingSource.Template);
    private static readonly Setting s_folder = new("Secrets__Folder", "the keys on a machine without Azure", SettingSource.Machine);

    public static SecretSettings Read(SettingsReader reader)
    {
        var settings = new SecretSettings(reader.Address(s_vault), reader.Text(s_folder), IdentitySettings.ReadClientId(reader));
        // A key that is made anew because the vault was overlooked opens nothing that was sealed before.
        reader.OneOf(s_vault, reader.Text(s_vault) is not null, s_folder, settings.Folder is not null);
        return settings;
    }
}
