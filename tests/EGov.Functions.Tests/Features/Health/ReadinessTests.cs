using EGov.Functions.Features.Health;
using EGov.Functions.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Health;

public sealed class ReadinessTests
{
    private readonly FakeTimeProvider _time = new();
    private int _asked;

    [Fact]
    public async Task Everything_that_answers_is_healthy_and_named()
    {
        var state = await Readiness(_ => HealthCheckResult.Healthy()).ReadAsync();

        Assert.Equal("healthy", state.Status);
        Assert.Equal([new("bus", "healthy"), new("tables", "healthy")], state.Checks!);
    }

    [Fact]
    public async Task One_that_fails_makes_the_whole_unhealthy_and_no_reason_gets_out()
    {
        var state = await Readiness(name => name == "bus" ? throw new HttpRequestException("sb1.internal does not answer") : HealthCheckResult.Healthy()).ReadAsync();

        Assert.Equal("unhealthy", state.Status);
        Assert.Equal([new("bus", "unhealthy"), new("tables", "healthy")], state.Checks!);
    }

    [Fact]
    public async Task Within_a_second_nobody_asks_the_dependencies_again()
    {
        var readiness = Readiness(_ => HealthCheckResult.Healthy());

        await readiness.ReadAsync();
        _time.Advance(TimeSpan.FromMilliseconds(999));
        await readiness.ReadAsync();
        Assert.Equal(2, _asked);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await readiness.ReadAsync();
        Assert.Equal(4, _asked);
    }

    [Fact]
    public async Task Every_dependency_is_given_up_on_after_five_seconds()
    {
        await using var provider = new ServiceCollection()
            .AddEGov(Tests.Hosting.Settings.TestSettings.Of(Tests.Hosting.Settings.TestSettings.Machine))
            .BuildServiceProvider();

        var registrations = provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<HealthCheckServiceOptions>>().Value.Registrations;

        Assert.Equal(["blobs", "bus", "secrets", "tables"], registrations.Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.All(registrations, one => Assert.Equal(TimeSpan.FromSeconds(5), one.Timeout));
    }

    private Readiness Readiness(Func<string, HealthCheckResult> check)
    {
        var services = new ServiceCollection().AddLogging();
        var checks = services.AddHealthChecks();
        foreach (var name in new[] { "tables", "bus" })
        {
            checks.AddCheck(name, () =>
            {
                Interlocked.Increment(ref _asked);
                return check(name);
            });
        }

        return new Readiness(services.BuildServiceProvider().GetRequiredService<HealthCheckService>(), _time);
    }
}
