using System.Text.Json;
using EGov.Domain.Forms;

namespace EGov.Functions.Features.Forms;

/// <summary>Carries drafts over to their form's current version: what no longer fits is set apart, never dropped unseen.</summary>
internal static class DraftVersions
{
    public static Draft On(this Draft draft, FormDefinition? current)
    {
        if (current is null || current.Version == draft.FormVersion)
        {
            return draft;
        }

        var fit = FormRules.Fit(current, draft.Answers);
        return draft with
        {
            FormVersion = current.Version,
            Answers = JsonSerializer.SerializeToElement(fit.Answers),
            Page = current.Pages.Any(page => page.Id == draft.Page) ? draft.Page : null,
            Unfit = [.. draft.Unfit.ExceptBy(fit.Unfit.Select(one => one.Field), one => one.Field), .. fit.Unfit],
        };
    }

    /// <summary>What is still to be shown once these answers are given: a question that was answered anew is settled.</summary>
    public static IReadOnlyList<UnfitAnswer> StillUnfit(this Draft draft, JsonElement answers) =>
        [.. draft.Unfit.Where(one => !IsAnswered(answers, one.Field))];

    private static bool IsAnswered(JsonElement answers, string path)
    {
        var at = answers;
        foreach (var step in path.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (at.ValueKind is JsonValueKind.Array && int.TryParse(step, out var item) && item < at.GetArrayLength())
            {
                at = at[item];
            }
            else if (at.ValueKind is not JsonValueKind.Object || !at.TryGetProperty(step, out at))
            {
                return false;
            }
        }

        return at.ValueKind is not JsonValueKind.Null && path.Length > 0;
    }
}
