using EGov.Simulators.Identity;

namespace EGov.Simulators.BackOffice;

/// <summary>Runs one <see cref="Clerk"/> for each configured department until the program stops.</summary>
internal sealed class BackOfficeWorker(
    BackOfficeSettings settings, BackOfficeTallies tallies, IHttpClientFactory clients, TimeProvider clock, ILogger<BackOfficeWorker> logger)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(settings.Departments.Select(department => RunAsync(department, stoppingToken)));

    private async Task RunAsync(Department department, CancellationToken stopping)
    {
        var clerk = new Clerk(department, new DepartmentApi(department, clients), settings, tallies[department], clock, logger);
        var pause = new Pause(settings.IdleMin, settings.IdleMax);
        try
        {
            while (true)
            {
                if (await clerk.WorkAsync(stopping))
                {
                    pause.Reset();
                }
                else
                {
                    await Task.Delay(clerk.Until(pause.Next()), clock, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopping; whatever was under way is found again through the inbox.
        }
    }
}
