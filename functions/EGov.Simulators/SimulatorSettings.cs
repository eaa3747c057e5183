namespace EGov.Simulators;

/// <summary>
/// What the outside world needs to know about itself. Every value has a default that suits one developer's machine;
/// configuration sections <c>Simulators</c>, <c>Portal</c> and <c>Departments</c> change them.
/// </summary>
public sealed class SimulatorSettings(IConfiguration configuration)
{
    /// <summary>Loopback port of the identity provider, <c>Simulators:Port</c>. 0 lets the system choose, and the issuer is then the address that was called.</summary>
    public int Port { get; } = configuration.GetValue("Simulators:Port", 4290);

    /// <summary>Loopback port of the portal, <c>Portal:Port</c>.</summary>
    public int PortalPort { get; } = configuration.GetValue("Portal:Port", 4280);

    /// <summary>Folder of the signing keys, <c>Simulators:DataPath</c>; relative to the repository.</summary>
    public string DataPath { get; } = Repository.Resolve(configuration["Simulators:DataPath"] ?? ".data/simulators");

    /// <summary>Fixed issuer, or null when the port is chosen by the system.</summary>
    public Uri? Issuer => Port == 0 ? null : new Uri($"http://127.0.0.1:{Port}/");

    /// <summary>
    /// The portal's origins: <c>Portal:Origin</c> (by default the loopback address with the portal's port) and, as people type both,
    /// the same with <c>localhost</c>.
    /// </summary>
    public IReadOnlyList<string> PortalOrigins { get; } = OriginsOf(configuration);

    /// <summary>Secret of a department's own system, <c>Departments:Secrets:{code}</c>; null for a department that has none.</summary>
    public string? SecretOf(string department) => configuration[$"Departments:Secrets:{department}"];

    private static string[] OriginsOf(IConfiguration configuration)
    {
        var origin = configuration["Portal:Origin"]?.TrimEnd('/')
            ?? $"http://127.0.0.1:{configuration.GetValue("Portal:Port", 4280)}";
        return [.. new[] { origin, origin.Replace("//127.0.0.1", "//localhost", StringComparison.Ordinal) }.Distinct()];
    }
}
