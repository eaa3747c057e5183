using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Departments;
using EGov.Functions.Features.Departments.DeliverSubmission;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting;
using EGov.Functions.Tests.Features.Submissions;

namespace EGov.Functions.Tests.Features.Departments.DeliverSubmission;

public sealed class DeliverSubmissionFunctionTests
{
    private readonly IInboxStore _inbox = Substitute.For<IInboxStore>();

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(2, false, true)]
    [InlineData(1, true, true)]
    public async Task A_received_submission_is_put_into_its_departments_inbox_and_a_possible_repetition_is_called_one(
        int deliveries, bool promised, bool again)
    {
        var received = Cases.Received();
        var @event = CaseEvents.Of(received, received.History[0], null);
        @event = @event with { Data = @event.Data with { Again = promised } };

        await new DeliverSubmissionFunction(_inbox).RunAsync(
            new ServiceBusReceivedMessage
            {
                Body = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(@event, Json.Options)),
                DeliveryCount = deliveries,
            },
            TestContext.Current.CancellationToken);

        await _inbox.Received(1).AddAsync(
            new InboxItem("immd", Cases.Reference, "test-form", 1, CaseStatus.Received, Cases.SubmittedAt), again, Arg.Any<CancellationToken>());
    }
}
