using EGov.Domain;
using EGov.Functions.Features.Audit;

namespace EGov.Functions.Features.Retention.ShredExpired;

/// <summary>
/// Works through what is due, the longest due first. Each entry is removed after its effect, and each effect may be repeated. One that fails stays for the next
/// run and keeps nobody else from being done; the run says at its end that it failed. What is due is recorded before anything of it is opened.
/// </summary>
public sealed class ShredExpiredHandler(IRetentionCalendar calendar, CaseShredder cases, AppointmentShredder appointments, IAuditTrail trail, TimeProvider time)
{
    /// <summary>A case costs some five storage calls: this many end well within a function's five minutes.</summary>
    internal const int MostInRun = 2_000;

    private const int Together = 8;

    public async Task HandleAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var (done, failures) = (0, new List<Exception>());
        await foreach (var some in calendar.DueAsync(HongKong.DateOf(now), cancellation).Chunk(Together).WithCancellation(cancellation))
        {
            var outcomes = await Task.WhenAll(some.Select(due => TryAsync(due, now, cancellation)));
            failures.AddRange(outcomes.OfType<Exception>());
            done += outcomes.Count(failed => failed is null);
            if (done >= MostInRun)
            {
                break;
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException($"{failures.Count} entries stay in the calendar", failures);
        }
    }

    private async Task<Exception?> TryAsync(RetentionDue due, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await trail.RecordAsync(
                AuditActor.Platform.Entry(now, AuditAction.Change, due.Reference.ToString(), AuditPurpose.EndRetention, "ShredExpired"), cancellation);

            // A new day goes into the calendar before the old one leaves it.
            var later = due.Appointment is { } address
                ? await appointments.ShredAsync(due.Reference, address, now, cancellation)
                : await cases.ShredAsync(due.Reference, now, cancellation);
            if (later is { } day && day != due.Day)
            {
                await calendar.PutAsync([due with { Day = day }], cancellation);
            }

            await calendar.RemoveAsync(due, cancellation);
            return null;
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            return failed;
        }
    }
}
