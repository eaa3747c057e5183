using System.Reflection;
using EGov.Domain.Forms;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EGov.Functions.Features.Forms;

/// <summary>
/// Publishes the forms that ship with the application where they are not published yet, fills the library before the
/// first call is served, and reads the store again every fifteen seconds for what another instance has published.
/// </summary>
public sealed partial class FormLibraryKeeper(IFormStore store, IFormLibrary library, TimeProvider time, ILogger<FormLibraryKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await library.RefreshAsync(cancellationToken);
        foreach (var form in Shipped())
        {
            if (await library.FindAsync(form.Id, form.Version, cancellationToken) is null)
            {
                await store.AddAsync(new PublishedForm(form.Id, form.Version, form.Json, Retired: false), cancellationToken);
            }
        }

        await library.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await library.RefreshAsync(stoppingToken);
            }
#pragma warning disable CA1031 // Storage that is away ends in several kinds of exception, and one that leaves here stops the whole host.
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Postponed(failure);
            }
        }
    }

    private static IEnumerable<FormDefinition> Shipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("Forms/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var reading = FormDocument.Read(BinaryData.FromStream(stream).ToMemory());
            yield return reading.Definition
                ?? throw new InvalidOperationException($"{name}: {reading.Defects[0].Place} {reading.Defects[0].Code}");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The forms could not be read again; the ones known stay in use")]
    private partial void Postponed(Exception failure);
}
