namespace EGov.Functions.Hosting.Settings;

/// <summary>Where messages go.</summary>
/// <param name="Namespace">The host name of the Service Bus namespace.</param>
/// <param name="ClientId">The identity to sign in with; null takes the machine's own.</param>
public sealed record BusSettings(string? ConnectionString, string? Namespace, string? ClientId)
{
    private static readonly Setting s_connection = new("ServiceBus", "the bus on a machine without Azure", SettingSource.Machine);
    private static readonly Setting s_namespace = new("ServiceBus__fullyQualifiedNamespace", "the bus that carries every event", SettingSource.Template);

    public static BusSettings Read(SettingsReader reader)
    {
        var settings = new BusSettings(reader.Text(s_connection), reader.Text(s_namespace), IdentitySettings.ReadClientId(reader));
        reader.OneOf(s_connection, settings.ConnectionString is not null, s_namespace, settings.Namespace is not null);
        if (settings.ConnectionString is { } text && !text.Contains("Endpoint=sb://", StringComparison.OrdinalIgnoreCase))
        {
            reader.Refuse(s_connection, "is no connection string of a Service Bus namespace");
        }

        if (settings.Namespace is { } host && Uri.CheckHostName(host) is not UriHostNameType.Dns)
        {
            reader.Refuse(s_namespace, "is no host name, such as name.servicebus.windows.net");
        }

        return settings;
    }
}
