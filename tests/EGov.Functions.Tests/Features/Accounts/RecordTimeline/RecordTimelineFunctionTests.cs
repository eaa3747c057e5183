using System.Text.Json;
using EGov.Domain.Submissions;
using EGov.Functions.Events;
using EGov.Functions.Features.Accounts;
using EGov.Functions.Features.Accounts.RecordTimeline;
using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Hosting;
using EGov.Functions.Tests.Features.Forms;
using EGov.Functions.Tests.Features.Submissions;

namespace EGov.Functions.Tests.Features.Accounts.RecordTimeline;

public sealed class RecordTimelineFunctionTests
{
    private readonly ITimelineStore _timeline = Substitute.For<ITimelineStore>();

    [Fact]
    public async Task A_step_of_a_case_becomes_a_notice_and_brings_the_cases_line_up_to_date()
    {
        var asked = Cases.Received()
            .Acknowledge(new Act("call-2", "officer-1", Cases.SubmittedAt.AddHours(1), "b")).Value
            .Ask(new Act("call-3", "officer-1", Cases.SubmittedAt.AddHours(2), "b"), "Which year?").Value;

        await RunAsync(CaseEvents.Of(asked, asked.History[2], null));

        await _timeline.Received(1).RecordAsync(
            "person-a",
            new Notice($"{Cases.Reference.Value}-2", Cases.SubmittedAt.AddHours(2), "question-asked", Cases.Reference.ToString(), "test-form", 1, null),
            new CaseLine(Cases.Reference, "test-form", 1, "immd", CaseStatus.QuestionAsked, Cases.SubmittedAt, Cases.SubmittedAt.AddHours(2)),
            2,
            Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_draft_that_ends_soon_becomes_a_notice_alone()
    {
        var draft = Samples.Draft("test-form.abcdefgh12345678", "person-a", Cases.SubmittedAt);
        var now = Cases.SubmittedAt.AddDays(27);

        await RunAsync(DraftExpiring.Of(draft, now));

        await _timeline.Received(1).RecordAsync(
            "person-a",
            new Notice("test-form.abcdefgh12345678-20261223", now, "draft-expiring", null, "test-form", null, draft.DraftId),
            Arg.Any<CancellationToken>());
    }

    /// <summary>The event goes through the very JSON that the bus carries.</summary>
    private Task RunAsync<T>(CloudEvent<T> @event) => new RecordTimelineFunction(_timeline).RunAsync(
        JsonSerializer.Deserialize<CloudEvent<JsonElement>>(JsonSerializer.Serialize(@event, Json.Options), Json.Options)!,
        TestContext.Current.CancellationToken);
}
