namespace EGov.Functions.Hosting.Settings;

/// <summary>How people are written to.</summary>
/// <param name="Endpoint">Where letters are handed over; null where nobody is written to.</param>
/// <param name="Portal">Where links in letters lead.</param>
public sealed record MailSettings(Uri? Endpoint, string? Portal)
{
    private static readonly Setting s_endpoint = new("Mail__Endpoint", "handing letters over", SettingSource.Template);
    private static readonly Setting s_portal = new("Portal__Origin", "the links in letters", SettingSource.Template);

    public static MailSettings Read(SettingsReader reader)
    {
        var settings = new MailSettings(reader.Address(s_endpoint), reader.Address(s_portal) is null ? null : reader.Text(s_portal));
        if (reader.Text(s_endpoint) is not null && reader.Text(s_portal) is null)
        {
            reader.Refuse(s_portal, $"is missing, and {s_endpoint.Name} needs it");
        }

        return settings;
    }
}
