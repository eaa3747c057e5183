using System.Text.Json;
using EGov.Simulators.Identity;
using Polly;

namespace EGov.Simulators.BackOffice;

/// <summary>
/// Once on a machine, the Immigration Department's own system reports what its hotline and its app have given out, so that the calendar looks as full as in
/// truth: the picture's first day is today's first offered day. It does so beside everything else, and begins again after a restart until all of it was taken.
/// </summary>
internal sealed class QuotaImport(BackOfficeSettings settings, SimulatorSettings simulators, IHttpClientFactory clients, TimeProvider clock, ILogger<QuotaImport> logger)
    : BackgroundService
{
    private const string Service = "hkic";
    private const int Batch = 100;

    /// <summary>Its presence says that all was taken.</summary>
    private string Mark => Path.Combine(simulators.DataPath, "quota-imported");

    public static Department Department => Department.ByCode("immd")!;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = new Pause(settings.IdleMin, settings.IdleMax);
        while (!stoppingToken.IsCancellationRequested && !File.Exists(Mark))
        {
            try
            {
                var sessions = await ImportAsync(stoppingToken);
                await File.WriteAllTextAsync(Mark, "", stoppingToken);
                Log.Imported(logger, Department.Code, sessions);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested
                && fault is HttpRequestException or ExecutionRejectedException or JsonException or OperationCanceledException or IOException)
            {
                Log.Failed(logger, Department.Code, "import", fault.GetType().Name, (int?)(fault as HttpRequestException)?.StatusCode);
                await Task.Delay(pause.Next(), clock, stoppingToken);
            }
        }
    }

    private async Task<int> ImportAsync(CancellationToken cancellation)
    {
        using var http = clients.CreateClient(DepartmentApi.ClientOf(Department));
        var rules = await http.GetFromJsonAsync<JsonElement>($"departments/{Department.Code}/appointment-rules", cancellation);
        var offered = await http.GetFromJsonAsync<JsonElement>($"appointments/availability?service={Service}&class=lost", cancellation);
        var dates = offered.GetProperty("days").EnumerateArray().Select(day => DateOnly.Parse(day.GetProperty("date").GetString()!, null)).Distinct().Order().ToList();
        var plan = new ServicePlan(rules.GetProperty("documents").GetProperty("services"), Service);
        var asOf = clock.GetUtcNow();
        var count = 0;
        foreach (var sessions in QuotaPicture.OfIdentityCards().On(plan, dates).Chunk(Batch))
        {
            using var answer = await http.PutAsJsonAsync($"departments/{Department.Code}/appointments/other-channels", new { asOf, sessions }, cancellation);
            answer.EnsureSuccessStatusCode();
            count += sessions.Length;
        }

        return count;
    }
}
