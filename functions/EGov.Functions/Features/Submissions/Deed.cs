using System.Security.Cryptography;
using System.Text;
using EGov.Domain;
using EGov.Domain.Submissions;

namespace EGov.Functions.Features.Submissions;

/// <summary>Moves a case by one step, whoever asks: once for each Idempotency-Key, announced if and only if it was written.</summary>
public sealed class Deed(ISubmissionStore store, ICaseEvents events, TimeProvider time)
{
    /// <summary>Two people who act on one case at once: the second sees the first one's step and is judged by it.</summary>
    private const int Attempts = 5;

    /// <param name="may">Whether this caller may touch this case; when not, it is not there.</param>
    /// <param name="step">The domain's decision.</param>
    public async Task<Outcome<StoredCase>> DoAsync(
        string typedReference,
        DeedBy by,
        Func<Case, bool> may,
        Func<Case, Act, Outcome<Case>> step,
        CancellationToken cancellation)
    {
        if (!Reference.TryParse(typedReference, out var reference))
        {
            return new Refusal("not-found");
        }

        var act = new Act(EventId(reference, by), by.Actor, time.GetUtcNow(), by.BodyHash);
        Promise? promise = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.FindAsync(reference, cancellation) is not { } stored || !may(stored.Case))
            {
                return Without(promise, new Refusal("not-found"));
            }

            if (stored.Case.Shredded is { } shredded)
            {
                // Also to a repeated call: whether it is the same can no longer be told.
                return Without(promise, shredded.Refusal());
            }

            if (stored.Case.StepOf(act.EventId) is { } before)
            {
                return Repeated(promise, stored, before, act);
            }

            var moved = step(stored.Case, act);
            if (moved.Refused is { } refusal)
            {
                return Without(promise, refusal);
            }

            promise ??= await events.PromiseAsync(reference, act.EventId, cancellation);
            if (await store.ReplaceAsync(stored with { Case = moved.Value }, cancellation))
            {
                events.Keep(promise, moved.Value, moved.Value.History[^1]);
                return stored with { Case = moved.Value };
            }
        }

        return Without(promise, new Refusal("changed-meanwhile"));
    }

    private Outcome<StoredCase> Repeated(Promise? promise, StoredCase stored, CaseStep before, Act act)
    {
        if (promise is not null)
        {
            // Our own write, whose answer was lost: nobody has announced it yet.
            events.Keep(promise, stored.Case, before);
        }

        return before.BodyHash == act.BodyHash ? stored : new Refusal("idempotency-key-reused");
    }

    private Refusal Without(Promise? promise, Refusal refusal)
    {
        if (promise is not null)
        {
            events.Withdraw(promise);
        }

        return refusal;
    }

    private static string EventId(Reference reference, DeedBy by) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{reference.Value} {by.Person} {by.IdempotencyKey}")).AsSpan(0, 16));
}

/// <summary>Who does it, with which key, and the hash of what was sent.</summary>
public sealed record DeedBy(string Person, string Actor, string IdempotencyKey, string BodyHash);
