using System.Text.Json;
using EGov.Domain;

namespace EGov.Functions.Features.Forms.SaveDraft;

public sealed class SaveDraftHandler(OwnDrafts own, IDraftStore drafts, IFormLibrary library, TimeProvider time)
{
    public async Task<Outcome<SavedDraft>> HandleAsync(
        string person,
        string draftId,
        string ifMatch,
        SaveDraftCommand command,
        CancellationToken cancellation)
    {
        if (command.Answers.ValueKind is not JsonValueKind.Object)
        {
            return new Refusal("answers-not-object", "answers");
        }

        if (command.Page is { Length: > 64 })
        {
            return new Refusal("text-too-long", "page", new Dictionary<string, string> { ["max"] = "64" });
        }

        if (command.Answers.GetRawText().Length > 256 * 1024)
        {
            return new Refusal("body-too-large", "answers");
        }

        var found = await own.FindAsync(person, draftId, cancellation);
        if (found.Refused is { } refusal)
        {
            return refusal;
        }

        if (ifMatch != "*" && found.Value.Version != ifMatch)
        {
            return new Refusal("changed-meanwhile");
        }

        var current = library.Find(found.Value.FormId);
        var changed = found.Value with
        {
            Answers = command.Answers,
            Page = command.Page,
            FormVersion = current?.Version ?? found.Value.FormVersion,
            UpdatedAt = time.GetUtcNow(),
        };
        return await drafts.ReplaceAsync(changed, cancellation) is { } saved
            ? new SavedDraft(DraftView.Of(saved, current), saved.Version)
            : new Refusal("changed-meanwhile");
    }
}

public sealed record SavedDraft(DraftView View, string Version);
