using EGov.Simulators.BackOffice;
using EGov.Simulators.Holidays;
using EGov.Simulators.Identity;
using EGov.Simulators.Mail;

namespace EGov.Simulators;

/// <summary>The identity provider, the departments' back office, the mail catcher and the feed of holidays: everything outside the platform, on one loopback port.</summary>
public static class SimulatorsApp
{
    /// <summary>Builds the program from <c>appsettings.json</c>, the environment and the command line; the caller starts it.</summary>
    public static WebApplication Build(params string[] args)
    {
        var builder = WebApplication.CreateBuilder(ProgramOptions.From(args));
        var settings = new SimulatorSettings(builder.Configuration);
        builder.WebHost.ConfigureKestrel((_, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(System.Net.IPAddress.Loopback, settings.Port);
        });
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<MailCatcher>();
        builder.Services.AddIdentityProvider(settings);
        builder.Services.AddBackOffice(builder.Configuration, settings);

        var app = builder.Build();
        app.UseIdentityProvider();
        app.MapGet("/back-office", (BackOfficeSettings office, BackOfficeTallies tallies) => new BackOfficePage(office, tallies));
        app.MapMail();
        app.MapHolidays();
        app.MapGet("/health", () => Results.Json(new { status = "ok" }));
        app.MapGet("/favicon.ico", () => Results.NoContent());
        app.MapGet("/simulators.css", () => Results.Stream(
            typeof(SimulatorsApp).Assembly.GetManifestResourceStream("simulators.css")!, "text/css; charset=utf-8"));
        Log.Started(app.Logger, settings.Port, settings.DataPath);
        return app;
    }
}
