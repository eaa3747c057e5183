using System.Globalization;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Submissions;

namespace EGov.Functions.Features.Appointments.DeclareClosure;

/// <summary>What is closed, when and why.</summary>
/// <param name="From">Hong Kong date and time (<c>2026-12-01T09:00</c>), or an instant with its offset.</param>
/// <param name="To">The first moment at which the office is open again.</param>
public sealed record DeclareClosureCommand(string? Office, string? From, string? To, string? Reason, Text? Note)
{
    private static readonly string[] _shapes = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static readonly TimeSpan _longest = TimeSpan.FromDays(31), _earliest = TimeSpan.FromDays(1), _latest = TimeSpan.FromDays(400);

    private static readonly Dictionary<string, ClosureReason> _reasons = new()
    {
        ["typhoon-signal-8"] = ClosureReason.TyphoonSignal8,
        ["black-rainstorm"] = ClosureReason.BlackRainstorm,
        ["incident"] = ClosureReason.Incident,
        ["other"] = ClosureReason.Other,
    };

    internal Outcome<Closure> Read(string id, string department, RuleBook rules, DateTimeOffset now)
    {
        if (Office is null || rules.Office(Office)?.Department != department)
        {
            return new Refusal("office-not-yours", "office");
        }

        if (Instant(From) is not { } from || Instant(To) is not { } to || to <= from)
        {
            return new Refusal("closure-period-invalid", Instant(From) is null ? "from" : "to");
        }

        if (to <= now || from < now - _earliest || from > now + _latest || to - from > _longest)
        {
            return new Refusal("closure-period-out-of-range", to <= now || to - from > _longest ? "to" : "from", new Dictionary<string, string>
            {
                ["most"] = _longest.Days.ToString(CultureInfo.InvariantCulture),
                ["ahead"] = _latest.Days.ToString(CultureInfo.InvariantCulture),
            });
        }

        if (Reason is null || !_reasons.TryGetValue(Reason, out var reason))
        {
            return new Refusal("closure-reason-unknown", "reason");
        }

        var unfit = Note is null ? null
            : PlainTexts.Check(Note.En, "note.en") ?? PlainTexts.Check(Note.Tc, "note.tc") ?? PlainTexts.Check(Note.Sc, "note.sc");
        return unfit is { } refusal ? refusal : new Closure(id, department, Office, from, to, reason, Note, now);
    }

    private static DateTimeOffset? Instant(string? text) =>
        !DateTime.TryParseExact(text, _shapes, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var read) || read.Year is < 2000 or > 2200 ? null
        : read.Kind is DateTimeKind.Unspecified ? HongKong.At(DateOnly.FromDateTime(read), TimeOnly.FromDateTime(read))
        : new DateTimeOffset(read);
}
