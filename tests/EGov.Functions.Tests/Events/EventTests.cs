using System.Text.Json;
using EGov.Domain.Submissions;
using EGov.Functions.Events;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting;
using EGov.Functions.Tests.Features.Submissions;

namespace EGov.Functions.Tests.Events;

public sealed class EventTests
{
    [Theory]
    [InlineData(CaseStepKind.SubmissionReceived, "submission-received")]
    [InlineData(CaseStepKind.SubmissionAcknowledged, "case-moved")]
    [InlineData(CaseStepKind.QuestionAsked, "case-moved")]
    [InlineData(CaseStepKind.QuestionAnswered, "case-moved")]
    [InlineData(CaseStepKind.SubmissionDecided, "case-moved")]
    public void Each_step_has_its_topic(CaseStepKind kind, string topic)
    {
        var received = Cases.Received();

        Assert.Equal(topic, CaseEvents.Of(received, received.History[0] with { Kind = kind }, null).Data.Topic);
    }

    [Fact]
    public void An_event_travels_as_a_CloudEvent_of_version_1()
    {
        var received = Cases.Received();

        var written = JsonSerializer.SerializeToElement(CaseEvents.Of(received, received.History[0], null), Json.Options);

        Assert.Equal("1.0", written.GetProperty("specversion").GetString());
        Assert.Equal("application/json", written.GetProperty("datacontenttype").GetString());
        Assert.Equal("SubmissionReceived", written.GetProperty("type").GetString());
        Assert.Equal(Cases.Reference.ToString(), written.GetProperty("subject").GetString());
        Assert.Equal("/submissions", written.GetProperty("source").GetString());
        Assert.Equal($"{Cases.Reference.Value}-0", written.GetProperty("id").GetString());
    }

    [Fact]
    public void An_event_is_read_as_it_was_written()
    {
        var received = Cases.Received();
        var sent = CaseEvents.Of(received, received.History[0], "test-form.abcdefgh12345678");

        var read = JsonSerializer.Deserialize<CloudEvent<CaseEvent>>(JsonSerializer.Serialize(sent, Json.Options), Json.Options)!;

        Assert.Equal(sent, read);
    }

    [Fact]
    public void The_steps_of_a_case_have_ids_of_their_own_that_never_change()
    {
        var moved = Cases.Received().Acknowledge(new Act("call-2", "officer-1", Cases.SubmittedAt, "b")).Value;

        Assert.Equal(2, moved.History.Select(step => CaseEvents.Of(moved, step, null).Id).Distinct().Count());
        Assert.Equal(CaseEvents.Of(Cases.Received(), moved.History[0], null).Id, CaseEvents.Of(moved, moved.History[0], null).Id);
    }
}
