namespace EGov.Functions.Hosting.Settings;

/// <summary>Where traces, metrics and logs go.</summary>
/// <param name="ConnectionString">Of Application Insights; it opens nothing without the application's identity. Null where nothing is sent.</param>
/// <param name="ClientId">The identity to sign in with; null takes the machine's own.</param>
/// <param name="SampledPercent">Of a hundred traces so many are kept, each of them whole.</param>
public sealed record TelemetrySettings(string? ConnectionString, string? ClientId, int SampledPercent)
{
    private static readonly Setting s_connection = new("APPLICATIONINSIGHTS_CONNECTION_STRING", "sending traces, metrics and logs", SettingSource.Template);
    private static readonly Setting s_sampled = new("Telemetry__SampledPercent", "how many of a hundred traces are kept", SettingSource.Operator);

    public static TelemetrySettings Read(SettingsReader reader)
    {
        var settings = new TelemetrySettings(reader.Text(s_connection), IdentitySettings.ReadClientId(reader), reader.Number(s_sampled, usual: 10, least: 0, most: 100));
        if (settings.ConnectionString is { } text && !text.Contains("InstrumentationKey=", StringComparison.OrdinalIgnoreCase))
        {
            reader.Refuse(s_connection, "is no connection string of Application Insights");
        }

        return settings;
    }
}
