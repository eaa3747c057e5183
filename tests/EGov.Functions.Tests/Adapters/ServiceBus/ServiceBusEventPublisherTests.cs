using EGov.Functions.Adapters.ServiceBus;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Tests.Features.Submissions;

namespace EGov.Functions.Tests.Adapters.ServiceBus;

public sealed class ServiceBusEventPublisherTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("test-form.abcdefgh12345678", "ended")]
    public void The_filters_are_told_the_department_and_whether_a_draft_ends(string? draftId, string? draft)
    {
        var received = Cases.Received();

        var message = ServiceBusEventPublisher.Message(CaseEvents.Of(received, received.History[0], draftId));

        Assert.Equal($"{Cases.Reference.Value}-0", message.MessageId);
        Assert.Equal("immd", message.ApplicationProperties["department"]);
        Assert.Equal(draft, message.ApplicationProperties.TryGetValue("draft", out var said) ? said : null);
    }
}
