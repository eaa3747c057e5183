namespace EGov.Functions.Hosting.Settings;

/// <summary>Whose tokens are believed: Entra External ID's, or those of one other issuer.</summary>
public sealed record IdentitySettings(Uri? Issuer, Uri? Instance, string? TenantId, string? ClientId, string Audience)
{
    private static readonly Setting s_issuer = new("Identity__Issuer", "the issuer whose tokens are believed where it is not Entra", SettingSource.Machine);
    private static readonly Setting s_instance = new("Identity__Instance", "Entra, whose tokens are believed", SettingSource.Template);
    private static readonly Setting s_tenant = new("Identity__TenantId", "the tenant whose tokens are believed", SettingSource.Template);
    private static readonly Setting s_client = new("Identity__ClientId", "the API's own application registration", SettingSource.Template);
    private static readonly Setting s_audience = new("Identity__Audience", "the audience that a token must name", SettingSource.Template);
    private static readonly Setting s_appClient = new("AZURE_CLIENT_ID", "the identity with which the app reaches storage, bus and vault", SettingSource.Template);

    public static IdentitySettings Read(SettingsReader reader)
    {
        var settings = new IdentitySettings(
            reader.Address(s_issuer),
            reader.Address(s_instance),
            reader.Text(s_tenant),
            reader.Text(s_client),
            reader.Text(s_audience) ?? "api://egov");
        reader.OneOf(s_issuer, reader.Text(s_issuer) is not null, s_instance, reader.Text(s_instance) is not null);
        if (reader.Text(s_instance) is not null)
        {
            foreach (var needed in new[] { s_tenant, s_client, s_audience }.Where(needed => reader.Text(needed) is null))
            {
                reader.Refuse(needed, $"is missing, and {s_instance.Name} needs it");
            }
        }

        return settings;
    }

    /// <summary>The identity of the app itself, not of those who call it.</summary>
    internal static string? ReadClientId(SettingsReader reader) => reader.Text(s_appClient);
}
