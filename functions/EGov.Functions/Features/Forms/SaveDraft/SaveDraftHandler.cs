using System.Runtime.InteropServices;
using System.Text.Json;
using EGov.Domain;
using EGov.Domain.Forms;

namespace EGov.Functions.Features.Forms.SaveDraft;

/// <summary>Saves a draft over the version that the caller has seen, on the form's current version.</summary>
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

        var answers = command.Answers.WithoutHalfCharacters();
        if (JsonMarshal.GetRawUtf8Value(answers).Length > FormRules.LargestAnswers)
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
        var on = found.Value.On(current);
        var changed = on with { Answers = answers, Page = command.Page, Unfit = on.StillUnfit(answers), UpdatedAt = time.GetUtcNow() };
        return await drafts.ReplaceAsync(changed, cancellation) is { } saved
            ? new SavedDraft(DraftView.Of(saved, current), saved.Version)
            : new Refusal("changed-meanwhile");
    }
}

/// <summary>The draft as it now is, and its new ETag.</summary>
public sealed record SavedDraft(DraftView View, string Version);
