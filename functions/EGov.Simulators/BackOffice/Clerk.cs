using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EGov.Simulators.Identity;
using Polly;

namespace EGov.Simulators.BackOffice;

/// <summary>
/// One department's system: takes submissions in, lets them lie for a while, asks some a question and decides. What it remembers is
/// only when to look at which case; the truth is the platform's, so that a restart loses nothing.
/// </summary>
internal sealed class Clerk(Department department, DepartmentApi api, BackOfficeSettings settings, Tally tally, TimeProvider clock, ILogger logger)
{
    private const int LeaseSeconds = 60;

    private readonly Dictionary<string, DateTimeOffset> _desk = [];
    private readonly HashSet<string> _failing = [];
    private DateTimeOffset _nextSweep = DateTimeOffset.MinValue;

    /// <summary>One round. True when a case was moved on, so that the next round should follow at once.</summary>
    public async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        var worked = await TryAsync("take", TakeAsync, cancellation);
        if (clock.GetUtcNow() >= _nextSweep)
        {
            await TryAsync("sweep", SweepAsync, cancellation);
        }

        var now = clock.GetUtcNow();
        foreach (var reference in _desk.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToList())
        {
            // Put off first: if this try fails, another follows and the rest of the desk is not held up.
            _desk[reference] = now + settings.IdleMax;
            worked |= await TryAsync("decide", token => MoveAsync(reference, token), cancellation);
        }

        tally.OnTheDesk = _desk.Count;
        return worked;
    }

    /// <summary>The pause to make, cut short when a case on the desk comes due earlier.</summary>
    public TimeSpan Until(TimeSpan pause)
    {
        var due = _desk.Count == 0 ? pause : _desk.Values.Min() - clock.GetUtcNow();
        return due < TimeSpan.Zero ? TimeSpan.Zero : due < pause ? due : pause;
    }

    private async Task<bool> TakeAsync(CancellationToken cancellation)
    {
        if (await api.LeaseAsync(LeaseSeconds, cancellation) is not { } lease)
        {
            return false;
        }

        tally.CountLeased();
        await api.OpenAsync(lease.Reference, cancellation);

        // The lease is part of the key because it is part of the body: after a lapse the same submission comes with another lease, and
        // the old key with a new body would be refused. A second acknowledgement is stopped by the case's own status.
        var leaseMark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lease.LeaseId)))[..16];
        if (await api.StepAsync(lease.Reference, "acknowledgement", new { leaseId = lease.LeaseId }, $"{lease.Reference}.acknowledgement.{leaseMark}", cancellation))
        {
            tally.CountAcknowledged();
            Log.Stepped(logger, department.Code, "acknowledged", lease.Reference);
        }

        _desk[lease.Reference] = clock.GetUtcNow() + settings.DecideAfter;
        return true;
    }

    private async Task<bool> SweepAsync(CancellationToken cancellation)
    {
        var due = clock.GetUtcNow() + settings.DecideAfter;
        await foreach (var item in api.OpenItemsAsync(cancellation))
        {
            // A question that is not answered is the applicant's turn.
            if (item.Status != "question-asked")
            {
                _desk.TryAdd(item.Reference, due);
            }
        }

        _nextSweep = clock.GetUtcNow() + settings.SweepEvery;
        return false;
    }

    private async Task<bool> MoveAsync(string reference, CancellationToken cancellation)
    {
        var found = await api.OpenAsync(reference, cancellation);
        var language = found?.Language ?? "en";
        switch (found?.Status)
        {
            case "acknowledged" when Judgement.AsksFirst(reference) && found.Questions is not { Count: > 0 }:
                var question = Letters.Question(department.Code, language);
                if (await api.StepAsync(reference, "questions", new { text = question }, $"{reference}.question.1", cancellation))
                {
                    tally.CountAsked();
                    Log.Stepped(logger, department.Code, "asked", reference);
                }

                break;
            case "acknowledged" or "question-answered":
                var refused = Judgement.Refuses(reference);
                var decision = new { outcome = refused ? "refused" : "approved", reason = Letters.Reason(refused, language) };
                if (await api.StepAsync(reference, "decision", decision, $"{reference}.decision", cancellation))
                {
                    tally.CountDecided(refused);
                    Log.Stepped(logger, department.Code, "decided", reference);
                }

                break;
            default:
                // Decided by somebody else, waiting for the applicant, or gone.
                break;
        }

        _desk.Remove(reference);
        return true;
    }

    /// <summary>A failed try is counted and left for a later round: the platform or the identity provider may be away for a while.</summary>
    private async Task<bool> TryAsync(string what, Func<CancellationToken, Task<bool>> act, CancellationToken cancellation)
    {
        try
        {
            var done = await act(cancellation);
            if (_failing.Remove(what))
            {
                Log.Recovered(logger, department.Code, what);
            }

            return done;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested
            && fault is HttpRequestException or ExecutionRejectedException or JsonException or OperationCanceledException or IOException)
        {
            tally.CountFault();
            // Said once: while the platform is away, every round fails alike.
            if (_failing.Add(what))
            {
                Log.Failed(logger, department.Code, what, fault.GetType().Name, (int?)(fault as HttpRequestException)?.StatusCode);
            }

            return false;
        }
    }
}
