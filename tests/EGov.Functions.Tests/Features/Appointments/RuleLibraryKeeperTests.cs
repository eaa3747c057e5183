using EGov.Functions.Features.Appointments;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Appointments;

public sealed class RuleLibraryKeeperTests
{
    private readonly IRuleLibrary _library = Substitute.For<IRuleLibrary>();
    private readonly Clock _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_published_is_read_before_the_first_call_and_every_five_seconds_even_after_storage_was_away()
    {
        using var looks = new SemaphoreSlim(0);
        _library.RefreshAsync(default).ReturnsForAnyArgs(Task.CompletedTask);
        using var keeper = new RuleLibraryKeeper(_library, _time, NullLogger<RuleLibraryKeeper>.Instance);
        await keeper.StartAsync(Cancellation);
        await _library.ReceivedWithAnyArgs(1).RefreshAsync(default);
        await _time.Set.Task.WaitAsync(Cancellation);
        _library.RefreshAsync(default).ReturnsForAnyArgs(_ =>
        {
            looks.Release();
            throw new AggregateException("Retry failed after 4 tries");
        });

        for (var tick = 0; tick < 3; tick++)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            Assert.True(await looks.WaitAsync(TimeSpan.FromSeconds(10), Cancellation), "It no longer looks");
        }

        Assert.False(keeper.ExecuteTask!.IsFaulted);
        await keeper.StopAsync(Cancellation);
    }

    /// <summary>Says when the keeper has set its timer: time that passes before does not count.</summary>
    private sealed class Clock : FakeTimeProvider
    {
        public TaskCompletionSource Set { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Set.TrySetResult();
            return timer;
        }
    }
}
