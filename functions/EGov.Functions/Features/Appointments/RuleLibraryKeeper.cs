using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EGov.Functions.Features.Appointments;

/// <summary>
/// Reads what is published before the first call is served, and looks again every five seconds for what another instance has published: one
/// small query. Until then an instance sells seats by the rules of before. That cannot oversell, since a session judges its seats; what it can do
/// within those seconds is to seat somebody where the new rules have no place any more. The bookings stay, and the rules' page counts them.
/// </summary>
public sealed partial class RuleLibraryKeeper(IRuleLibrary library, TimeProvider time, ILogger<RuleLibraryKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rules could not be read again; the ones known stay in use")]
    private partial void Postponed(Exception failure);
}
