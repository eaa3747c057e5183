using EGov.Domain;
using EGov.Domain.Forms;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Submissions;
using EGov.Functions.Features.Submissions.SubmitForm;
using EGov.Functions.Hosting.Http;
using EGov.Functions.Tests.Features.Forms;
using Microsoft.Extensions.Time.Testing;
using NSubstitute.ExceptionExtensions;

namespace EGov.Functions.Tests.Features.Submissions.SubmitForm;

public sealed class SubmitFormHandlerTests
{
    private const string Person = "person-a";
    private const string Key = "key-1";
    private const string DraftId = "test-form.abcdefgh12345678";
    private const string Photo = "aaaaaaaaaaaaaaaaaaaa";

    private static readonly DateTimeOffset _now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(_now);
    private readonly ISubmissionStore _store = Substitute.For<ISubmissionStore>();
    private readonly ICaseEvents _events = Substitute.For<ICaseEvents>();
    private readonly IAttachmentStore _attachments = Substitute.For<IAttachmentStore>();
    private readonly References _references = new(new TestSecrets());
    private readonly Promise _promise = new(7);

    public SubmitFormHandlerTests()
    {
        _store.AddAsync(default!, default, default).ReturnsForAnyArgs(new Acceptance.Accepted());
        _store.FindAsync(default, default).ReturnsForAnyArgs((StoredCase?)null);
        _events.PromiseAsync(default, default!, default).ReturnsForAnyArgs(_promise);
        _attachments.ListAsync(default!, default).ReturnsForAnyArgs([]);
        _attachments.TakeAsync(default!, default).ReturnsForAnyArgs(true);
    }

    [Fact]
    public async Task A_right_answer_is_accepted_by_one_write_with_the_promise_before_it_and_kept_after_it()
    {
        var form = TestForms.Form();

        var accepted = (await SubmitAsync(form, """{"name": " Chan "}""")).Value;

        Assert.Equal((_now, "test-form", 1, form.Hash), (accepted.SubmittedAt, accepted.FormId, accepted.FormVersion, accepted.DefinitionHash));
        Assert.Equal(_references.For(form, Person, Key, null, 0), accepted.Reference);
        Received.InOrder(() =>
        {
            _events.PromiseAsync(accepted.Reference, _references.CallId(Person, Key), Arg.Any<CancellationToken>());
            _store.AddAsync(
                Arg.Is<NewSubmission>(added => added.Case.Reference == accepted.Reference
                    && added.Case.Person == Person
                    && added.Case.History.Count == 1
                    && added.Case.History[0].EventId == _references.CallId(Person, Key)
                    && added.Contents.Answers["name"]!.GetValue<string>() == "Chan"
                    && added.Contents.Salt.Length == 32),
                null,
                Arg.Any<CancellationToken>());
            _events.Keep(_promise, Arg.Is<Case>(kept => kept.Reference == accepted.Reference), Arg.Is<CaseStep>(step => step.Sequence == 0), Arg.Any<string>());
        });
        Assert.Single(_store.ReceivedCalls());
        _events.DidNotReceiveWithAnyArgs().Withdraw(default!);
    }

    [Theory]
    [InlineData("tc", Language.Tc)]
    [InlineData("sc", Language.Sc)]
    [InlineData("en", Language.En)]
    [InlineData(null, Language.En)]
    public async Task The_language_that_the_form_was_filled_in_is_kept(string? language, Language kept)
    {
        await SubmitAsync(TestForms.Form(), language: language);

        await _store.Received(1).AddAsync(Arg.Is<NewSubmission>(added => added.Case.Language == kept), null, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task The_fee_of_the_form_is_said_and_kept() =>
        Assert.Equal(52_000, (await SubmitAsync(TestForms.Form(more: """, "fee": 52000"""))).Value.FeeCents);

    [Fact]
    public async Task The_quota_goes_along_with_the_write()
    {
        await SubmitAsync(TestForms.Form(more: """, "quota": 5"""));

        await _store.Received(1).AddAsync(Arg.Any<NewSubmission>(), 5, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Files_are_taken_over_and_the_event_says_which_draft_and_files_are_ended()
    {
        Attached(Samples.Clean(Photo, DraftId, Person, "vaulted"));

        var accepted = await SubmitAsync(WithPhoto(), Answers(Photo), draftId: DraftId);

        Assert.Null(accepted.Refused);
        await _store.Received(1).AddAsync(
            Arg.Is<NewSubmission>(added => added.Contents.Files.Single().VaultName == "vaulted" && added.Contents.DraftId == DraftId),
            null,
            Arg.Any<CancellationToken>());
        _events.Received(1).Keep(
            _promise,
            Arg.Any<Case>(),
            Arg.Any<CaseStep>(),
            DraftId);
    }

    public static TheoryData<string, string, string> Unacceptable => new()
    {
        { "form-unknown", "other-form", "{}" },
        { "answers-invalid", "test-form", "{}" },
        { "answers-invalid", "test-form", """{"name": "a name of more than twenty characters"}""" },
        { "answers-invalid", "test-form", """{"name": "x", "other": 1}""" },
        { "answers-invalid", "test-form", "[]" },
    };

    [Theory]
    [MemberData(nameof(Unacceptable))]
    public async Task What_is_not_right_is_refused_and_leaves_no_trace(string code, string formId, string answers)
    {
        var refused = await HandleAsync(TestForms.Library(TestForms.Form()), new SubmitFormCommand(formId, 1, null, TestForms.Json(answers), "en"));

        Assert.Equal(code, refused.Refused?.Code);
        await NoTraceAsync();
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("test-form", 0)]
    [InlineData("test-form", -1)]
    [InlineData("test-form", 99)]
    public async Task A_version_that_was_never_published_is_unknown(string? formId, int version)
    {
        var refused = await HandleAsync(TestForms.Library(TestForms.Form()), new SubmitFormCommand(formId, version, null, TestForms.Json("{}"), "en"));

        Assert.Equal(("form-unknown", "formId"), (refused.Refused?.Code, refused.Refused?.Field));
        await NoTraceAsync();
    }

    [Fact]
    public async Task An_id_longer_than_any_form_has_is_not_even_looked_up()
    {
        var library = TestForms.Library();

        await HandleAsync(library, new SubmitFormCommand(new string('x', 65), 1, null, TestForms.Json("{}"), "en"));

        Assert.Empty(library.ReceivedCalls());
    }

    [Fact]
    public async Task A_body_without_answers_is_refused()
    {
        var refused = await HandleAsync(TestForms.Library(TestForms.Form()), new SubmitFormCommand("test-form", 1, null, default, "en"));

        Assert.Equal("answers-invalid", refused.Refused?.Code);
        await NoTraceAsync();
    }

    [Theory]
    [InlineData("no draft of ours")]
    [InlineData("other-form.abcdefgh12345678")]
    [InlineData("test-form.SHORT")]
    public async Task A_draft_of_no_or_another_form_is_refused_so_that_an_event_never_carries_what_a_stranger_wrote(string draftId)
    {
        var refused = await SubmitAsync(TestForms.Form(), draftId: draftId);

        Assert.Equal(("draft-unknown", "draftId"), (refused.Refused?.Code, refused.Refused?.Field));
        await NoTraceAsync();
    }

    [Theory]
    [InlineData(""", "opens": "2026-11-23T09:00:01Z" """)]
    [InlineData(""", "closes": "2026-11-23T09:00:00Z" """)]
    public async Task Outside_its_time_a_form_takes_nothing(string more)
    {
        Assert.Equal("form-not-open", (await SubmitAsync(TestForms.Form(more: more))).Refused?.Code);
        await NoTraceAsync();
    }

    [Theory]
    [InlineData(""", "opens": "2026-11-23T09:00:00Z" """)]
    [InlineData(""", "closes": "2026-11-23T09:00:01Z" """)]
    public async Task To_the_second_within_its_time_a_form_is_open(string more) =>
        Assert.Null((await SubmitAsync(TestForms.Form(more: more))).Refused);

    [Fact]
    public async Task A_retired_version_is_refused_to_who_comes_new()
    {
        Assert.Equal("version-retired", (await SubmitRetiredAsync(TestForms.Form())).Refused?.Code);
        await NoTraceAsync();
    }

    [Fact]
    public async Task A_repeated_call_gets_its_answer_though_the_version_was_retired_meanwhile()
    {
        var form = TestForms.Form();
        var stored = Stored(form);

        Assert.Equal(stored.Case.Reference, (await SubmitRetiredAsync(form)).Value.Reference);
        await NoTraceAsync();
    }

    [Fact]
    public async Task A_repeated_call_gets_its_answer_though_the_answers_are_no_longer_right_today()
    {
        var form = TestForms.Form(fields: """{"id": "day", "type": "date", "min": {"today": true}, "label": {"en": "Day", "tc": "日", "sc": "日"}}""");
        var stored = Stored(form);
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(stored.Case.Reference, (await SubmitAsync(form, """{"day": "2026-11-23"}""")).Value.Reference);
        Assert.Equal("answers-invalid", (await SubmitAsync(form, """{"day": "2026-11-23"}""", key: "key-2")).Refused?.Code);
        await NoTraceAsync();
    }

    [Fact]
    public async Task A_repeated_call_gets_its_answer_though_the_draft_and_its_files_are_gone()
    {
        var form = WithPhoto();
        var stored = Stored(form, DraftId);

        Assert.Equal(stored.Case.Reference, (await SubmitAsync(form, Answers(Photo), draftId: DraftId)).Value.Reference);
        await NoTraceAsync();
    }

    /// <summary>From another device, or from the same after its language was changed: the body is another, and so is the key.</summary>
    [Fact]
    public async Task A_draft_that_was_submitted_is_not_submitted_again_whatever_the_key()
    {
        var form = WithPhoto();
        var stored = Stored(form, DraftId);

        var again = await SubmitAsync(form, Answers(Photo), draftId: DraftId, key: "key-2");

        Assert.Equal(("already-submitted", stored.Case.Reference.ToString()), (again.Refused?.Code, again.Refused?.Values?["reference"]));
        await NoTraceAsync();
    }

    [Fact]
    public async Task A_call_that_meets_its_own_row_gets_the_same_answer_and_announces_it_again_lest_nobody_has()
    {
        var form = TestForms.Form();
        var stored = Stored(form);
        _store.AddAsync(default!, default, default).ReturnsForAnyArgs(new Acceptance.AlreadyThere(stored));

        Assert.Equal(stored.Case.Reference, (await SubmitAsync(form)).Value.Reference);
        _events.Received(1).Keep(_promise, stored.Case, stored.Case.History[0], Arg.Any<string>());
        _events.DidNotReceiveWithAnyArgs().Withdraw(default!);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var form = TestForms.Form();
        var stored = Stored(form, bodyHash: "another body");
        _store.AddAsync(default!, default, default).ReturnsForAnyArgs(new Acceptance.AlreadyThere(stored));

        Assert.Equal("idempotency-key-reused", (await SubmitAsync(form)).Refused?.Code);
        _events.DidNotReceiveWithAnyArgs().Withdraw(default!);
    }

    [Fact]
    public async Task A_second_submission_of_a_form_for_once_is_told_the_firsts_reference()
    {
        var form = TestForms.Form(more: """, "onePerPerson": true""");
        var first = Stored(form, eventId: "another call");
        _store.AddAsync(default!, default, default).ReturnsForAnyArgs(new Acceptance.AlreadyThere(first));

        var refused = (await SubmitAsync(form)).Refused;

        Assert.Equal("already-submitted", refused?.Code);
        Assert.Equal(first.Case.Reference.ToString(), refused!.Values!["reference"]);
        _events.Received(1).Withdraw(_promise);
        _events.DidNotReceiveWithAnyArgs().Keep(default!, default!, default!);
    }

    [Fact]
    public async Task A_full_quota_is_refused_and_the_promise_withdrawn()
    {
        _store.AddAsync(default!, default, default).ReturnsForAnyArgs(new Acceptance.QuotaFull());

        Assert.Equal("quota-full", (await SubmitAsync(TestForms.Form(more: """, "quota": 5"""))).Refused?.Code);
        _events.Received(1).Withdraw(_promise);
        _events.DidNotReceiveWithAnyArgs().Keep(default!, default!, default!);
    }

    [Fact]
    public async Task A_quota_that_is_too_busy_to_count_asks_the_person_to_come_again()
    {
        _store.AddAsync(default!, default, default).ReturnsForAnyArgs(new Acceptance.Busy());

        Assert.Equal("try-again-soon", (await SubmitAsync(TestForms.Form(more: """, "quota": 5"""))).Refused?.Code);
        _events.Received(1).Withdraw(_promise);
        _events.DidNotReceiveWithAnyArgs().Keep(default!, default!, default!);
    }

    [Fact]
    public async Task A_reference_that_is_somebody_elses_by_chance_is_passed_over_for_the_next()
    {
        var form = TestForms.Form();
        _store.AddAsync(default!, default, default).ReturnsForAnyArgs(
            new Acceptance.AlreadyThere(Cases.Received("person-b").Stored()),
            new Acceptance.Accepted());

        var accepted = await SubmitAsync(form);

        Assert.Equal(_references.For(form, Person, Key, null, attempt: 1), accepted.Value.Reference);
        _events.Received(1).Withdraw(_promise);
        _events.Received(1).Keep(_promise, Arg.Is<Case>(kept => kept.Reference == accepted.Value.Reference), Arg.Any<CaseStep>(), Arg.Any<string>());
    }

    [Fact]
    public async Task When_every_reference_is_somebody_elses_it_is_a_fault_and_never_their_case()
    {
        _store.AddAsync(default!, default, default).ReturnsForAnyArgs(new Acceptance.AlreadyThere(Cases.Received("person-b").Stored()));

        await Assert.ThrowsAsync<InvalidOperationException>(() => SubmitAsync(TestForms.Form()));
        _events.ReceivedWithAnyArgs(4).Withdraw(default!);
    }

    [Fact]
    public async Task When_the_bus_takes_no_promise_nothing_is_written()
    {
        _events.PromiseAsync(default, default!, default).ThrowsAsyncForAnyArgs(new IOException("The bus is away"));

        await Assert.ThrowsAsync<IOException>(() => SubmitAsync(TestForms.Form()));

        await _store.DidNotReceiveWithAnyArgs().AddAsync(default!, default, default);
        _events.DidNotReceiveWithAnyArgs().Keep(default!, default!, default!);
    }

    [Fact]
    public async Task When_the_write_fails_the_promise_stands_because_the_row_may_be_there()
    {
        _store.AddAsync(default!, default, default).ThrowsAsyncForAnyArgs(new IOException("No answer from storage"));

        await Assert.ThrowsAsync<IOException>(() => SubmitAsync(TestForms.Form()));

        _events.DidNotReceiveWithAnyArgs().Withdraw(default!);
        _events.DidNotReceiveWithAnyArgs().Keep(default!, default!, default!);
    }

    public static TheoryData<string, Attachment?> UnreadyFiles => new()
    {
        { "attachment-unknown", null },
        { "attachment-unknown", Samples.Clean(Photo, DraftId, "person-b", "vaulted") },
        { "attachment-not-ready", Samples.Clean(Photo, DraftId, Person, "vaulted") with { Status = AttachmentStatus.AwaitingUpload } },
        { "file-infected", Samples.Clean(Photo, DraftId, Person, "vaulted") with { Status = AttachmentStatus.Refused, Reason = "file-infected" } },
        { "file-type-not-taken", Samples.Clean(Photo, DraftId, Person, "vaulted", kind: "docx") },
        { "files-too-large", Samples.Clean(Photo, DraftId, Person, "vaulted", size: Attachment.LargestTotal + 1) },
    };

    [Theory]
    [MemberData(nameof(UnreadyFiles))]
    public async Task A_file_that_cannot_go_along_is_refused_and_leaves_no_trace(string code, Attachment? there)
    {
        if (there is not null)
        {
            Attached(there);
        }

        var refused = await SubmitAsync(WithPhoto(), Answers(Photo), draftId: DraftId);

        Assert.Equal(code, refused.Refused?.Code);
        await NoTraceAsync();
    }

    [Fact]
    public async Task A_file_without_the_draft_it_belongs_to_is_unknown()
    {
        Assert.Equal(("attachment-unknown", "photo"), (await SubmitAsync(WithPhoto(), Answers(Photo))) is { Refused: { } refused } ? (refused.Code, refused.Field) : default);
        await NoTraceAsync();
    }

    private static FormDefinition WithPhoto() => TestForms.Form(fields: $"{TestForms.Name}, {TestForms.Photo}");

    private static string Answers(params string[] photos) => $$"""{"name": "x", "photo": ["{{string.Join("\", \"", photos)}}"]}""";

    private void Attached(params Attachment[] attachments) => _attachments.ListAsync(DraftId, Arg.Any<CancellationToken>()).Returns(attachments);

    /// <summary>The row that this very call, or another one of the same person, made before.</summary>
    private StoredCase Stored(FormDefinition form, string? draftId = null, string? eventId = null, string bodyHash = "body-1")
    {
        var reference = _references.For(form, Person, Key, draftId, 0);
        var stored = Cases.Received(Person, eventId ?? _references.CallId(Person, Key), bodyHash, reference).Stored();
        _store.FindAsync(reference, Arg.Any<CancellationToken>()).Returns(stored);
        return stored;
    }

    private async Task NoTraceAsync()
    {
        await _store.DidNotReceiveWithAnyArgs().AddAsync(default!, default, default);
        await _store.DidNotReceiveWithAnyArgs().ReplaceAsync(default!, default);
        Assert.Empty(_events.ReceivedCalls());
    }

    private Task<Outcome<AcceptedSubmission>> SubmitRetiredAsync(FormDefinition form)
    {
        var library = TestForms.Library(form);
        library.IsRetired(form).Returns(true);
        return HandleAsync(library, new SubmitFormCommand(form.Id, form.Version, null, TestForms.Json("""{"name": "x"}"""), "en"));
    }

    private Task<Outcome<AcceptedSubmission>> SubmitAsync(
        FormDefinition form, string answers = """{"name": "x"}""", string? draftId = null, string? language = "en", string key = Key) =>
        HandleAsync(TestForms.Library(form), new SubmitFormCommand(form.Id, form.Version, draftId, TestForms.Json(answers), language), key);

    private Task<Outcome<AcceptedSubmission>> HandleAsync(IFormLibrary library, SubmitFormCommand command, string key = Key) =>
        new SubmitFormHandler(library, new SubmittedFiles(_attachments), _references, _store, _events, _time)
            .HandleAsync(Person, key, new Body<SubmitFormCommand>(command, "body-1"), TestContext.Current.CancellationToken);
}
