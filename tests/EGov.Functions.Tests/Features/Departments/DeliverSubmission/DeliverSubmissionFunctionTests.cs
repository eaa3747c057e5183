using EGov.Domain.Submissions;
using EGov.Functions.Features.Departments;
using EGov.Functions.Features.Departments.DeliverSubmission;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Tests.Features.Submissions;

namespace EGov.Functions.Tests.Features.Departments.DeliverSubmission;

public sealed class DeliverSubmissionFunctionTests
{
    private readonly IInboxStore _inbox = Substitute.For<IInboxStore>();

    [Fact]
    public async Task A_received_submission_is_put_into_its_departments_inbox()
    {
        var received = Cases.Received();

        await new DeliverSubmissionFunction(_inbox).RunAsync(CaseEvents.Of(received, received.History[0], null), TestContext.Current.CancellationToken);

        await _inbox.Received(1).AddAsync(
            new InboxItem("immd", Cases.Reference, "test-form", 1, CaseStatus.Received, Cases.SubmittedAt), Arg.Any<CancellationToken>());
    }
}
