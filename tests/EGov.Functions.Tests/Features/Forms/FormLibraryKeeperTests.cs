using EGov.Functions.Features.Forms;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Forms;

public sealed class FormLibraryKeeperTests
{
    private readonly Clock _time = new();
    private readonly IFormStore _store = Substitute.For<IFormStore>();
    private readonly IFormLibrary _library = Substitute.For<IFormLibrary>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forms_that_ship_with_the_application_are_published_before_the_first_call()
    {
        using var keeper = Keeper();
        await keeper.StartAsync(Cancellation);

        await _store.Received(9).AddAsync(Arg.Is<PublishedForm>(form => !form.Retired), Arg.Any<CancellationToken>());
        await _store.Received(1).AddAsync(Arg.Is<PublishedForm>(form => form.FormId == "immd-passport"), Arg.Any<CancellationToken>());
        await keeper.StopAsync(Cancellation);
    }

    [Fact]
    public async Task What_is_published_already_is_not_published_again()
    {
        var known = TestForms.Form();
        _library.FindAsync(default!, default, default).ReturnsForAnyArgs(new ValueTask<EGov.Domain.Forms.FormDefinition?>(known));
        using var keeper = Keeper();
        await keeper.StartAsync(Cancellation);

        await _store.DidNotReceiveWithAnyArgs().AddAsync(default!, default);
        await keeper.StopAsync(Cancellation);
    }

    /// <summary>Azure's retries end in an AggregateException; a background service that throws would stop the whole host.</summary>
    [Fact]
    public async Task Storage_that_is_away_for_a_while_does_not_stop_the_reading()
    {
        using var again = new SemaphoreSlim(0);
        using var keeper = Keeper();
        await keeper.StartAsync(Cancellation);
        await _time.Set.Task.WaitAsync(Cancellation);
        _library.RefreshAsync(default).ReturnsForAnyArgs(_ =>
        {
            again.Release();
            throw new AggregateException("Retry failed after 4 tries");
        });

        for (var tick = 0; tick < 3; tick++)
        {
            _time.Advance(TimeSpan.FromSeconds(15));
            Assert.True(await again.WaitAsync(TimeSpan.FromSeconds(10), Cancellation), "It no longer reads");
        }

        Assert.False(keeper.ExecuteTask!.IsFaulted);
        await keeper.StopAsync(Cancellation);
    }

    private FormLibraryKeeper Keeper() => new(_store, _library, _time, NullLogger<FormLibraryKeeper>.Instance);

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
