using System.Text.Json;
using EGov.Domain;

namespace EGov.Functions.Features.Forms.StartDraft;

/// <summary>Begins a draft where the person has none of that form but one that was submitted.</summary>
public sealed class StartDraftHandler(
    IFormLibrary library, IDraftStore drafts, IDraftCalendar calendar, ISubmittedDrafts submitted, DraftRemoval removal, TimeProvider time)
{
    private static readonly JsonElement NoAnswers = JsonDocument.Parse("{}").RootElement;

    public async Task<Outcome<StartedDraft>> HandleAsync(string person, StartDraftCommand command, CancellationToken cancellation)
    {
        if (command.FormId is null || library.Find(command.FormId) is not { } form)
        {
            return new Refusal("form-unknown", "formId");
        }

        if (await drafts.FindAsync(person, form.Id, cancellation) is { } begun)
        {
            if (!await submitted.HasAsync(form, person, begun.DraftId, cancellation))
            {
                return new StartedDraft(DraftView.Of(begun, form), begun.Version, New: false);
            }

            // It is being closed. Whoever begins anew shall not write into what is about to go, and could not submit it again.
            await removal.RemoveAsync(begun, cancellation);
        }

        var draft = new Draft(DraftIds.New(form.Id), person, form.Id, form.Version, NoAnswers, null, time.GetUtcNow(), string.Empty);

        // The calendar first: an entry without a draft is dropped when its day comes, a draft without an entry would stay for ever.
        await calendar.PutAsync(new DraftDue(Day(draft.ExpiresAt - Draft.Notice), person, draft.DraftId, Ending: false), cancellation);
        if (await drafts.AddAsync(draft, cancellation) is { } added)
        {
            return new StartedDraft(DraftView.Of(added, form), added.Version, New: true);
        }

        // Somebody pressed the button twice: the other call's draft is the one.
        return await drafts.FindAsync(person, form.Id, cancellation) is { } other
            ? new StartedDraft(DraftView.Of(other, form), other.Version, New: false)
            : new Refusal("changed-meanwhile");
    }

    private static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
}

/// <summary>The draft, its ETag, and whether this call began it.</summary>
public sealed record StartedDraft(DraftView View, string Version, bool New);
