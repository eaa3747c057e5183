using System.Net;

namespace EGov.Simulators.Tests;

public sealed class SimulatorsAppTests
{
    [Fact]
    public async Task Health_is_told_to_anyone()
    {
        await using var host = await SimulatorHost.StartAsync();

        Assert.Equal("""{"status":"ok"}""", await host.Http.GetStringAsync("health", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_page_that_names_this_machine_otherwise_than_by_loopback_is_not_served()
    {
        // A site elsewhere could point its own name at 127.0.0.1 and read tokens.
        await using var host = await SimulatorHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "simulators/personas") { Headers = { Host = "attacker.example.test" } };

        using var answer = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
