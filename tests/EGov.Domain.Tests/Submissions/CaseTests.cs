using EGov.Domain.Submissions;

namespace EGov.Domain.Tests.Submissions;

public sealed class CaseTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_case_goes_from_received_to_decided_with_a_question_on_the_way()
    {
        var decided = Received()
            .Acknowledge(By("a")).Value
            .Ask(By("q"), "Which year?").Value
            .Answer(By("r"), "q", "2019").Value
            .Decide(By("d"), DecisionOutcome.Approved, "In order").Value;

        Assert.Equal(CaseStatus.Decided, decided.Status);
        Assert.Equal([0, 1, 2, 3, 4], decided.History.Select(step => step.Sequence));
        Assert.Equal("2019", Assert.Single(decided.Questions).Answer);
        Assert.Equal(DecisionOutcome.Approved, decided.Decision!.Outcome);
    }

    public static TheoryData<CaseStatus, string, bool> Table() => new()
    {
        { CaseStatus.Received, "acknowledge", true },
        { CaseStatus.Received, "ask", false },
        { CaseStatus.Received, "answer", false },
        { CaseStatus.Received, "decide", false },
        { CaseStatus.Acknowledged, "acknowledge", false },
        { CaseStatus.Acknowledged, "ask", true },
        { CaseStatus.Acknowledged, "answer", false },
        { CaseStatus.Acknowledged, "decide", true },
        { CaseStatus.QuestionAsked, "acknowledge", false },
        { CaseStatus.QuestionAsked, "ask", false },
        { CaseStatus.QuestionAsked, "answer", true },
        { CaseStatus.QuestionAsked, "decide", true },
        { CaseStatus.QuestionAnswered, "acknowledge", false },
        { CaseStatus.QuestionAnswered, "ask", true },
        { CaseStatus.QuestionAnswered, "answer", false },
        { CaseStatus.QuestionAnswered, "decide", true },
        { CaseStatus.Decided, "acknowledge", false },
        { CaseStatus.Decided, "ask", false },
        { CaseStatus.Decided, "answer", false },
        { CaseStatus.Decided, "decide", false },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_step_is_allowed_in_its_states_alone(CaseStatus status, string step, bool allowed)
    {
        var before = In(status);
        var outcome = step switch
        {
            "acknowledge" => before.Acknowledge(By("x")),
            "ask" => before.Ask(By("x"), "Why?"),
            "answer" => before.Answer(By("x"), "q", "Because"),
            _ => before.Decide(By("x"), DecisionOutcome.Refused, "No"),
        };

        Assert.Equal(allowed, outcome.Refused is null);
        if (!allowed && outcome.Refused!.Code != "question-unknown")
        {
            Assert.Equal(status.ToWire(), outcome.Refused.Values!["status"]);
        }
    }

    [Fact]
    public void A_case_takes_twenty_questions_and_no_more()
    {
        var asked = In(CaseStatus.Acknowledged);
        for (var i = 0; i < Case.MostQuestions; i++)
        {
            asked = asked.Ask(By($"q{i}"), "Why?").Value.Answer(By($"r{i}"), $"q{i}", "So").Value;
        }

        Assert.Equal("too-many-questions", asked.Ask(By("one more"), "Why?").Refused!.Code);
    }

    [Fact]
    public void An_answer_to_a_question_nobody_asked_is_refused() =>
        Assert.Equal("question-unknown", In(CaseStatus.QuestionAsked).Answer(By("x"), "other", "Yes").Refused!.Code);

    [Theory]
    [InlineData(CaseStatus.Received)]
    [InlineData(CaseStatus.Acknowledged)]
    [InlineData(CaseStatus.QuestionAsked)]
    [InlineData(CaseStatus.QuestionAnswered)]
    public void A_case_that_is_not_decided_is_not_shredded(CaseStatus status) => Assert.Equal("step-not-allowed", In(status).Shred(At, "rule").Refused?.Code);

    [Fact]
    public void Of_a_shredded_case_stays_that_it_was_and_when_and_nothing_that_anybody_said()
    {
        var decided = In(CaseStatus.Decided) with { FeeCents = 100 };

        var shredded = decided.Shred(At.AddYears(2), "rule").Value;

        Assert.Equal(new CaseShredding(At.AddYears(2), "rule"), shredded.Shredded);
        Assert.Equal(CaseStatus.Decided, shredded.Status);
        Assert.Equal(decided.History.Select(step => step with { BodyHash = "" }), shredded.History);
        Assert.Empty(shredded.Questions);
        Assert.Null(shredded.Decision);
        Assert.Null(shredded.FeeCents);
    }

    [Fact]
    public void A_repeated_call_finds_the_step_it_made() =>
        Assert.Equal(CaseStepKind.SubmissionAcknowledged, In(CaseStatus.Acknowledged).StepOf("a")!.Kind);

    private static Case In(CaseStatus status) => status switch
    {
        CaseStatus.Received => Received(),
        CaseStatus.Acknowledged => Received().Acknowledge(By("a")).Value,
        CaseStatus.QuestionAsked => In(CaseStatus.Acknowledged).Ask(By("q"), "Why?").Value,
        CaseStatus.QuestionAnswered => In(CaseStatus.QuestionAsked).Answer(By("r"), "q", "So").Value,
        _ => In(CaseStatus.Acknowledged).Decide(By("d"), DecisionOutcome.Approved, "Fine").Value,
    };

    private static Act By(string eventId) => new(eventId, "officer", At, "hash");

    private static Case Received() => new()
    {
        Reference = Reference.From(new byte[8], new byte[16]),
        FormId = "form",
        FormVersion = 1,
        DefinitionHash = "0",
        Department = "immd",
        Person = "p",
        Language = Language.En,
        History = [new CaseStep("s", CaseStepKind.SubmissionReceived, At, "applicant", "hash", 0, CaseStatus.Received)],
    };
}
