using System.Security.Cryptography;
using EGov.Domain;
using EGov.Domain.Forms;
using EGov.Domain.Submissions;
using EGov.Functions.Hosting.Http;

namespace EGov.Functions.Features.Submissions.SubmitForm;

/// <summary>
/// Checks the answers against the form they were made with, and accepts them by one write. The answer path makes one storage
/// call when the form has no files, and one more to read the manifest when it has.
/// </summary>
public sealed class SubmitFormHandler(
    Forms.IFormLibrary library,
    SubmittedFiles files,
    References references,
    ISubmissionStore store,
    ICaseEvents events,
    TimeProvider time)
{
    /// <summary>References of different people meet by chance once in some 10^14 pairs; three more tries are plenty.</summary>
    private const int Attempts = 4;

    public async Task<Outcome<AcceptedSubmission>> HandleAsync(
        string person,
        string idempotencyKey,
        Body<SubmitFormCommand> body,
        CancellationToken cancellation)
    {
        var command = body.Value;
        if (await FindFormAsync(command, cancellation) is not { } form)
        {
            return new Refusal("form-unknown", "formId");
        }

        // It travels in the event, so nothing goes in that we did not make: a long one would not fit into any message.
        if (command.DraftId is not null && !(Forms.DraftIds.TryFormOf(command.DraftId, out var drafted) && drafted == form.Id))
        {
            return new Refusal("draft-unknown", "draftId");
        }

        var now = time.GetUtcNow();
        var act = new Act(references.CallId(person, idempotencyKey), "applicant", now, body.Hash);
        var sending = new Sending(person, idempotencyKey, act, Languages.Named(command.Language) ?? Language.En, command.DraftId);
        if (Closed(form, now) is { } closed)
        {
            // Accepted before the form closed: the repeated call still gets its answer.
            return await ReplayAsync(form, sending, cancellation) ?? closed;
        }

        var check = FormRules.Check(form, command.Answers, HongKong.DateOf(now));
        if (check.Problems.Count > 0)
        {
            // Accepted before midnight: what was in order yesterday may not be today, and the repeated call still gets its answer.
            return await ReplayAsync(form, sending, cancellation)
                ?? new Refusal("answers-invalid", Errors: [.. check.Problems.Select(form.AsRefusal)]);
        }

        var manifest = await files.CollectAsync(form, check.Answers, command.DraftId, person, cancellation);
        if (manifest.Refused is { } notReady)
        {
            // The draft's files may be gone because the first call succeeded.
            return await ReplayAsync(form, sending, cancellation) ?? notReady;
        }

        return await AcceptAsync(
            form,
            sending,
            check.FeeCents,
            new SubmissionContents(check.Answers, manifest.Value, RandomNumberGenerator.GetHexString(32, lowercase: true), command.DraftId),
            cancellation);
    }

    private async Task<Outcome<AcceptedSubmission>> AcceptAsync(
        FormDefinition form,
        Sending sending,
        long? feeCents,
        SubmissionContents contents,
        CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var reference = ReferenceOf(form, sending, attempt);
            var received = Received(reference, form, sending, feeCents);
            var promise = await events.PromiseAsync(reference, sending.Act.EventId, cancellation);
            switch (await store.AddAsync(new NewSubmission(received, contents), form.Quota, cancellation))
            {
                case Acceptance.Accepted:
                    events.Keep(promise, received, received.History[0], sending.DraftId);
                    return AcceptedSubmission.Of(received);

                case Acceptance.QuotaFull:
                    events.Withdraw(promise);
                    return new Refusal("quota-full");

                case Acceptance.Busy:
                    events.Withdraw(promise);
                    return new Refusal("try-again-soon");

                case Acceptance.AlreadyThere { Existing.Case: var existing }:
                    if (existing.StepOf(sending.Act.EventId) is { } own)
                    {
                        // Perhaps our own write, whose answer was lost: then nobody has announced it yet.
                        events.Keep(promise, existing, own, sending.DraftId);
                    }
                    else
                    {
                        events.Withdraw(promise);
                    }

                    if (Judge(existing, sending) is { } verdict)
                    {
                        return verdict;
                    }

                    break;
            }
        }

        throw new InvalidOperationException("Every reference tried belongs to somebody else");
    }

    /// <summary>What was submitted already, by this call or by another of the same draft or form; null when nothing was.</summary>
    private async Task<Outcome<AcceptedSubmission>?> ReplayAsync(FormDefinition form, Sending sending, CancellationToken cancellation) =>
        await store.FindAsync(ReferenceOf(form, sending, attempt: 0), cancellation) is { } stored ? Judge(stored.Case, sending) : null;

    private Reference ReferenceOf(FormDefinition form, Sending sending, int attempt) =>
        references.For(form, sending.Person, sending.IdempotencyKey, sending.DraftId, attempt);

    /// <summary>What a row that is already there means to this call; null when it is somebody else's.</summary>
    private static Outcome<AcceptedSubmission>? Judge(Case existing, Sending sending)
    {
        if (existing.Person != sending.Person)
        {
            return null;
        }

        if (existing.History[0].EventId != sending.Act.EventId)
        {
            return new Refusal("already-submitted", Values: new Dictionary<string, string> { ["reference"] = existing.Reference.ToString() });
        }

        if (existing.Shredded is { } shredded)
        {
            // Whether it is the same call can no longer be told.
            return shredded.Refusal();
        }

        return existing.History[0].BodyHash == sending.Act.BodyHash
            ? AcceptedSubmission.Of(existing)
            : new Refusal("idempotency-key-reused");
    }

    private async Task<FormDefinition?> FindFormAsync(SubmitFormCommand command, CancellationToken cancellation) =>
        command is { FormId: { Length: <= 64 } id, FormVersion: > 0 }
            ? await library.FindAsync(id, command.FormVersion, cancellation)
            : null;

    private Refusal? Closed(FormDefinition form, DateTimeOffset now)
    {
        if (library.IsRetired(form))
        {
            return new Refusal("version-retired", "formVersion");
        }

        return form.Opens > now || form.Closes <= now ? new Refusal("form-not-open") : null;
    }

    private static Case Received(Reference reference, FormDefinition form, Sending sending, long? feeCents) => new()
    {
        Reference = reference,
        FormId = form.Id,
        FormVersion = form.Version,
        DefinitionHash = form.Hash,
        Department = form.Department,
        Person = sending.Person,
        Language = sending.Language,
        FeeCents = feeCents,
        History =
        [
            new CaseStep(
                sending.Act.EventId,
                CaseStepKind.SubmissionReceived,
                sending.Act.At,
                sending.Act.Actor,
                sending.Act.BodyHash,
                Sequence: 0,
                CaseStatus.Received),
        ],
    };

    private sealed record Sending(string Person, string IdempotencyKey, Act Act, Language Language, string? DraftId);
}

/// <summary>The answer to a submission: keep the reference.</summary>
public sealed record AcceptedSubmission(
    Reference Reference,
    DateTimeOffset SubmittedAt,
    string FormId,
    int FormVersion,
    string DefinitionHash,
    long? FeeCents)
{
    internal static AcceptedSubmission Of(Case received) => new(
        received.Reference,
        received.SubmittedAt,
        received.FormId,
        received.FormVersion,
        received.DefinitionHash,
        received.FeeCents);
}
