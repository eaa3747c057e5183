using EGov.Domain.Submissions;
using EGov.Functions.Features.Departments;
using EGov.Functions.Features.Departments.UpdateInbox;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Tests.Features.Submissions;

namespace EGov.Functions.Tests.Features.Departments.UpdateInbox;

public sealed class UpdateInboxFunctionTests
{
    private readonly IInboxStore _inbox = Substitute.For<IInboxStore>();

    [Fact]
    public async Task A_step_moves_the_item_to_where_its_case_stands()
    {
        _inbox.MoveAsync(default!, default, default).ReturnsForAnyArgs(true);
        await MoveAsync();

        await _inbox.Received(1).MoveAsync(
            new InboxItem("immd", Cases.Reference, "test-form", 1, CaseStatus.Acknowledged, Cases.SubmittedAt), 1, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_step_that_overtook_its_delivery_is_given_back_to_the_bus()
    {
        _inbox.MoveAsync(default!, default, default).ReturnsForAnyArgs(false);

        await Assert.ThrowsAsync<InvalidOperationException>(MoveAsync);
    }

    private Task MoveAsync()
    {
        var acknowledged = Cases.Received().Acknowledge(new Act("call-2", "officer-1", Cases.SubmittedAt, "b")).Value;
        return new UpdateInboxFunction(_inbox).RunAsync(CaseEvents.Of(acknowledged, acknowledged.History[1], null), TestContext.Current.CancellationToken);
    }
}
