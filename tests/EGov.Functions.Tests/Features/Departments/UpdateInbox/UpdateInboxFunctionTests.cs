using EGov.Domain.Submissions;
using EGov.Functions.Features.Departments;
using EGov.Functions.Features.Departments.UpdateInbox;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Tests.Features.Submissions;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Departments.UpdateInbox;

public sealed class UpdateInboxFunctionTests
{
    private readonly IInboxStore _inbox = Substitute.For<IInboxStore>();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_step_moves_the_item_to_where_its_case_stands()
    {
        _inbox.MoveAsync(default!, default, default).ReturnsForAnyArgs(true);
        await MoveAsync();

        await _inbox.Received(1).MoveAsync(
            new InboxItem("immd", Cases.Reference, "test-form", 1, CaseStatus.Acknowledged, Cases.SubmittedAt), 1, Arg.Any<CancellationToken>());
    }

    /// <summary>Ten times in a row are over in less than a second; a delivery may take that long.</summary>
    [Fact]
    public async Task A_step_that_overtook_its_delivery_waits_for_it()
    {
        _inbox.MoveAsync(default!, default, default).ReturnsForAnyArgs(false, false, false, true);
        var moving = MoveAsync();
        Assert.False(moving.IsCompleted);

        await PassTimeUntilAsync(moving);

        await moving;
        await _inbox.ReceivedWithAnyArgs(4).MoveAsync(default!, default, default);
    }

    [Fact]
    public async Task A_step_whose_delivery_does_not_come_is_given_back_to_the_bus()
    {
        _inbox.MoveAsync(default!, default, default).ReturnsForAnyArgs(false);
        var moving = MoveAsync();

        await PassTimeUntilAsync(moving);

        await Assert.ThrowsAsync<InvalidOperationException>(() => moving);
        Assert.True(UpdateInboxFunction.Pauses.Aggregate(TimeSpan.Zero, (all, one) => all + one) > TimeSpan.FromSeconds(5));
    }

    private async Task PassTimeUntilAsync(Task ended)
    {
        while (!ended.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }

    private Task MoveAsync()
    {
        var acknowledged = Cases.Received().Acknowledge(new Act("call-2", "officer-1", Cases.SubmittedAt, "b")).Value;
        return new UpdateInboxFunction(_inbox, _time).RunAsync(CaseEvents.Of(acknowledged, acknowledged.History[1], null), TestContext.Current.CancellationToken);
    }
}
