using Azure;
using EGov.Functions.Hosting.Messages;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Hosting.Messages;

public sealed class BackOffMiddlewareTests
{
    private static readonly RequestFailedException s_away = new(503, "busy");

    private readonly ShortTime _time = new();

    [Theory]
    [InlineData("1", 0.5)]
    [InlineData("2", 1)]
    [InlineData("10", 30)]
    [InlineData(4L, 4)]
    public async Task A_message_that_storage_being_away_has_failed_is_given_back_the_later_the_oftener_it_came(object deliveries, double seconds)
    {
        Assert.Same(s_away, await Assert.ThrowsAsync<RequestFailedException>(() => InvokeAsync(s_away, deliveries)));

        Assert.Equal([TimeSpan.FromSeconds(seconds)], _time.Pauses);
    }

    [Fact]
    public async Task A_message_that_a_fault_of_ours_has_failed_is_given_back_at_once()
    {
        await Assert.ThrowsAsync<FormatException>(() => InvokeAsync(new FormatException(), "3"));

        Assert.Empty(_time.Pauses);
    }

    [Fact]
    public async Task What_no_single_message_runs_is_not_held()
    {
        await Assert.ThrowsAsync<RequestFailedException>(() => InvokeAsync(s_away, deliveries: null));

        Assert.Empty(_time.Pauses);
    }

    [Fact]
    public async Task A_message_that_is_handled_is_not_held()
    {
        await InvokeAsync(failure: null, "3");

        Assert.Empty(_time.Pauses);
    }

    [Fact]
    public async Task A_host_that_stops_does_not_wait_for_the_pause_to_end()
    {
        using var stopping = new CancellationTokenSource();
        var invocation = new TestInvocation("AFunction", http: null, stopping.Token) { Told = { ["DeliveryCount"] = "10" } };

        var held = new BackOffMiddleware(new FakeTimeProvider()).Invoke(invocation, _ => Task.FromException(s_away));
        Assert.False(held.IsCompleted);
        await stopping.CancelAsync();

        Assert.Same(s_away, await Assert.ThrowsAsync<RequestFailedException>(() => held.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)));
    }

    private Task InvokeAsync(Exception? failure, object? deliveries)
    {
        var invocation = new TestInvocation("AFunction", http: null);
        if (deliveries is not null)
        {
            invocation.Told["DeliveryCount"] = deliveries;
        }

        return new BackOffMiddleware(_time).Invoke(invocation, _ => failure is null ? Task.CompletedTask : Task.FromException(failure));
    }
}
