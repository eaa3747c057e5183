using System.Collections.Concurrent;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;

namespace EGov.Functions.Features.Appointments.SetQuota;

/// <summary>
/// Sets a quota: first it is noted who wants what, then each session decides for itself in one conditional write, then what came of it is noted. A call
/// that died on its way is taken up by its repetition where it stopped.
/// </summary>
public sealed class SetQuotaHandler(
    IRuleLibrary library,
    QuotaEffects effects,
    IQuotaChanges changes,
    ISessionBook book,
    People people,
    TimeProvider time)
{
    private const int AtOnce = 8;

    public async Task<Outcome<QuotaChangeView>> HandleAsync(
        Caller caller,
        string department,
        string idempotencyKey,
        Body<QuotaCommand> body,
        CancellationToken cancellation)
    {
        var rules = library.Current;
        var now = time.GetUtcNow();
        var read = QuotaDates.Read(body.Value, caller, rules, department, HongKong.DateOf(now));
        if (read.Refused is { } refusal)
        {
            return refusal;
        }

        var dates = read.Value;
        var begun = await changes.BeginAsync(
            new QuotaChange(
                dates.Office.Id,
                people.Claim(caller.Person, $"quota {idempotencyKey}"),
                people.Call(body.Hash),
                now,
                caller.Person,
                caller.Name,
                dates.Service.Id,
                dates.Session,
                dates.Seats,
                await effects.OfAsync(dates, cancellation),
                Finished: false),
            cancellation);
        if (begun.CallHash != people.Call(body.Hash))
        {
            return new Refusal("idempotency-key-reused");
        }

        if (begun.Finished)
        {
            return QuotaChangeView.Of(begun);
        }

        var done = new ConcurrentDictionary<DateOnly, QuotaEffect>();
        await Parallel.ForEachAsync(
            begun.Effects,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (effect, stop) => done[effect.Date] = await SetAsync(rules, begun, effect, stop));
        var finished = begun with { Effects = [.. begun.Effects.Select(effect => done[effect.Date])], Finished = true };
        await changes.FinishAsync(finished, cancellation);
        return QuotaChangeView.Of(finished);
    }

    private Task<QuotaEffect> SetAsync(RuleBook rules, QuotaChange begun, QuotaEffect noted, CancellationToken cancellation)
    {
        var key = new SessionKey(begun.Service, begun.Office, noted.Date, begun.Session);
        return rules.Plan(key) is not { } plan
            ? Task.FromResult(noted with { Outcome = QuotaOutcome.Unchanged })
            : book.DecideAsync(key, session => Decide(session, plan, begun.Seats, noted), cancellation);
    }

    private Decision<QuotaEffect> Decide(SessionSeats session, SessionPlan plan, int seats, QuotaEffect noted)
    {
        var now = time.GetUtcNow();
        var effect = QuotaEffects.Of(plan, SeatCounts.Of(session), seats, now);
        return effect.Outcome switch
        {
            QuotaOutcome.Changed => new Decision<QuotaEffect>(session.SetQuota(plan, seats, now).Value, effect),

            // So it is already: perhaps by this very call, which then noted what was before.
            QuotaOutcome.Unchanged => new Decision<QuotaEffect>(
                null, effect with { Before = noted.Before, Outcome = noted.Before == seats ? QuotaOutcome.Unchanged : QuotaOutcome.Changed }, OnFresh: true),
            _ => new Decision<QuotaEffect>(null, effect, OnFresh: true),
        };
    }
}
