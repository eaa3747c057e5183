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
    internal static DraftView Of(Draft draft, FormDefinition? current)
    {
        var on = draft.On(current);
        return new(on.DraftId, on.FormId, on.FormVersion, on.Answers, on.Page, on.Unfit, on.UpdatedAt, on.ExpiresAt);
    }
}
