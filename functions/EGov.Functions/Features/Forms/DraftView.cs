using System.Text.Json;
using EGov.Domain.Forms;

namespace EGov.Functions.Features.Forms;

/// <summary>A draft as its owner gets it, fitted to the form's current version.</summary>
public sealed record DraftView(
    string DraftId,
    string FormId,
    int FormVersion,
    JsonElement Answers,
    string? Page,
    IReadOnlyList<UnfitAnswer> Unfit,
    DateTimeOffset UpdatedAt,
    DateTimeOffset ExpiresAt)
{
    /// <summary>Carries a draft over to the form's current version: what no longer fits is set apart, never dropped unseen.</summary>
    internal static DraftView Of(Draft draft, FormDefinition? current)
    {
        if (current is null || current.Version == draft.FormVersion)
        {
            return new(draft.DraftId, draft.FormId, draft.FormVersion, draft.Answers, draft.Page, [], draft.UpdatedAt, draft.ExpiresAt);
        }

        var fit = FormRules.Fit(current, draft.Answers);
        return new(
            draft.DraftId,
            draft.FormId,
            current.Version,
            JsonSerializer.SerializeToElement(fit.Answers),
            current.Pages.Any(page => page.Id == draft.Page) ? draft.Page : null,
            fit.Unfit,
            draft.UpdatedAt,
            draft.ExpiresAt);
    }
}
