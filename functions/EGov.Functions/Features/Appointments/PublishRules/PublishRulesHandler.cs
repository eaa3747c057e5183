using System.Globalization;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Domain.Forms;

namespace EGov.Functions.Features.Appointments.PublishRules;

/// <summary>
/// Publishes a department's rules over those that the caller has seen: one write, which adds the next publication or finds that somebody else has.
/// Publishing what counts already changes nothing, so a repeated call gets the same answer.
/// </summary>
public sealed class PublishRulesHandler(IRuleLibrary library, IRuleStore store, OrphanSearch orphans, TimeProvider time)
{
    /// <summary>What a department that has no rules yet names as its version.</summary>
    private const string NoneYet = "\"0\"";

    private const int Attempts = 4;
    private const int MostNamed = 50;

    public async Task<Outcome<DepartmentRules>> HandleAsync(
        string department,
        string by,
        string ifMatch,
        PublishRulesCommand command,
        CancellationToken cancellation)
    {
        var documents = command.Documents;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await library.RefreshAsync(cancellation);
            var state = library.State;
            var before = state.Departments.GetValueOrDefault(department);
            if (before is not null && documents.DifferencesFrom(before.Documents).Count == 0)
            {
                return before;
            }

            if (ifMatch != (before?.ETag ?? NoneYet))
            {
                return new Refusal("changed-meanwhile");
            }

            var book = Read(department, documents, state);
            if (book.Refused is { } defective)
            {
                return defective;
            }

            var orphaned = await orphans.OfChangeAsync(before?.Book ?? RuleBook.Empty, book.Value, cancellation);
            if (orphaned.Count > 0)
            {
                return Orphaning(orphaned);
            }

            var next = state.Next(department, documents, by, time.GetUtcNow());
            if (await store.AddAsync(next, cancellation) || await IsOursAsync(next, cancellation))
            {
                await library.RefreshAsync(cancellation);
                return library.State.Departments[department];
            }
        }

        return new Refusal("try-again-soon");
    }

    private static Outcome<RuleBook> Read(string department, RuleDocumentSet documents, RuleState state)
    {
        var reading = documents.Read();
        var defects = reading.Book is { } book ? Strange(department, book, RuleBook.Together(state.Others(department))).ToList() : reading.Defects;
        return defects.Count == 0
            ? reading.Book!
            : new Refusal("rules-defective", Errors: [.. defects.Select(defect => new Refusal(
                "rules-defect", defect.Place, new Dictionary<string, string> { ["place"] = defect.Place, ["defect"] = defect.Code }))]);
    }

    /// <summary>What is wrong with rules that are in order by themselves: they are another department's, or name what is another's.</summary>
    private static IEnumerable<FormDefect> Strange(string department, RuleBook book, RuleBook others)
    {
        if (book.Services[0].Department != department)
        {
            yield return new FormDefect("services.department", "other-department");
        }

        foreach (var (office, index) in book.Offices.Select((office, index) => (office, index)).Where(one => others.Office(one.office.Id) is not null))
        {
            yield return new FormDefect(FormattableString.Invariant($"offices.offices[{index}].id"), "duplicate-id");
        }

        foreach (var (service, index) in book.Services.Select((service, index) => (service, index)).Where(one => others.Service(one.service.Id) is not null))
        {
            yield return new FormDefect(FormattableString.Invariant($"services.services[{index}].id"), "duplicate-id");
        }
    }

    private static Refusal Orphaning(IReadOnlyList<OrphanedSeats> orphaned) => new(
        "rules-orphan-bookings",
        Values: new Dictionary<string, string>
        {
            ["seats"] = orphaned.Sum(one => one.Seats).ToString(CultureInfo.InvariantCulture),
            ["sessions"] = orphaned.Count.ToString(CultureInfo.InvariantCulture),
        },
        Errors: [.. orphaned.Take(MostNamed).Select(one => new Refusal(
            "rules-orphan-session",
            Values: new Dictionary<string, string>
            {
                ["service"] = one.Session.Service,
                ["office"] = one.Session.Office,
                ["date"] = one.Session.Date.ToString("O", CultureInfo.InvariantCulture),
                ["session"] = one.Session.Id,
                ["seats"] = one.Seats.ToString(CultureInfo.InvariantCulture),
            }))]);

    /// <summary>Whether it was added by this very call, whose answer was lost and whose repetition met itself.</summary>
    private async Task<bool> IsOursAsync(RulePublication next, CancellationToken cancellation) =>
        await store.FindAsync(next.Number, cancellation) is { } there && there.Department == next.Department && there.By == next.By && there.At == next.At;
}
