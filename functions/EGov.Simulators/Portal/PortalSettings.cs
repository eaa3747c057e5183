namespace EGov.Simulators.Portal;

/// <summary>Where the built portal lies and what it is told about its environment; configuration section <c>Portal</c>.</summary>
public sealed class PortalSettings(IConfiguration configuration)
{
    /// <summary>Folder of the built portal, <c>Portal:Root</c>; relative to the repository.</summary>
    public string Root { get; } = Repository.Resolve(configuration["Portal:Root"] ?? "static-web/dist");

    /// <summary>The deployed site's rules, <c>Portal:Rules</c>; relative to the repository.</summary>
    public string Rules { get; } = Repository.Resolve(configuration["Portal:Rules"] ?? "infra/staticwebapp.config.json");

    /// <summary>Base address of the API as the browser calls it, <c>Portal:ApiBase</c>.</summary>
    public string ApiBase { get; } = configuration["Portal:ApiBase"] ?? "http://127.0.0.1:7071/api";

    /// <summary>Issuer that the portal signs in with, <c>Portal:Issuer</c>; by default this program's own.</summary>
    public string? Issuer { get; } = configuration["Portal:Issuer"];

    /// <summary>Where the browser uploads attachments to, <c>Portal:BlobOrigin</c>.</summary>
    public string BlobOrigin { get; } = configuration["Portal:BlobOrigin"] ?? "http://127.0.0.1:10000";

    /// <summary>Origins that the portal's scripts talk to on this machine.</summary>
    internal IReadOnlyCollection<string> ConnectOrigins(SimulatorSettings settings) =>
        [.. new[] { ApiBase, Issuer ?? settings.Issuer?.AbsoluteUri, BlobOrigin }
            .OfType<string>().Select(static address => new Uri(address).GetLeftPart(UriPartial.Authority)).Distinct()];
}
