using Microsoft.Extensions.Configuration;

namespace EGov.Functions.Hosting.Settings;

/// <summary>Everything that the application is told from outside, read once, at its start.</summary>
public sealed record AppSettings(
    StorageSettings Storage,
    BusSettings Bus,
    SecretSettings Secrets,
    IdentitySettings Identity,
    MalwareSettings Malware,
    HolidaySettings Holidays,
    MailSettings Mail,
    LimitSettings Limits,
    TelemetrySettings Telemetry)
{
    /// <exception cref="InvalidSettingsException">Something is missing, malformed, out of range or contradictory; it lists all.</exception>
    public static AppSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = Read(reader);
        reader.Conclude();
        return settings;
    }

    /// <summary>Asks for every setting, whatever the others say, so that the reader knows the whole list.</summary>
    internal static AppSettings Read(SettingsReader reader)
    {
        var storage = StorageSettings.Read(reader);
        return new AppSettings(
            storage,
            BusSettings.Read(reader),
            SecretSettings.Read(reader),
            IdentitySettings.Read(reader),
            MalwareSettings.Read(reader, storage),
            HolidaySettings.Read(reader),
            MailSettings.Read(reader),
            LimitSettings.Read(reader),
            TelemetrySettings.Read(reader));
    }
}
