using EGov.Simulators.Portal;

namespace EGov.Simulators;

/// <summary>Serves the built portal on a port of its own, as Azure Static Web Apps will: another origin than the API and the identity provider.</summary>
public static class PortalHost
{
    /// <summary>Builds the host from the same settings as <see cref="SimulatorsApp"/>; the caller starts it.</summary>
    public static WebApplication Build(params string[] args)
    {
        var builder = WebApplication.CreateBuilder(ProgramOptions.From(args));
        var settings = new SimulatorSettings(builder.Configuration);
        var portal = new PortalSettings(builder.Configuration);
        builder.WebHost.ConfigureKestrel((_, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(System.Net.IPAddress.Loopback, settings.PortalPort);
        });
        builder.Services.AddResponseCompression(static compression =>
            compression.MimeTypes = [.. Microsoft.AspNetCore.ResponseCompression.ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "text/javascript", "application/manifest+json"]);

        var app = builder.Build();
        app.UseResponseCompression();
        app.Run(new PortalSite(settings, portal).AnswerAsync);
        Log.PortalStarted(app.Logger, settings.PortalPort, portal.Root);
        return app;
    }
}
