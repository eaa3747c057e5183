using System.Globalization;
using EGov.Domain;
using EGov.Domain.Submissions;

namespace EGov.Functions.Features.Submissions;

/// <summary>What there is to say of contents whose time is over.</summary>
internal static class Shreddings
{
    /// <summary>Says on which day, in Hong Kong, and by which rule the contents were deleted.</summary>
    public static Refusal Refusal(this CaseShredding shredding) => new(
        "contents-shredded",
        Values: new Dictionary<string, string>
        {
            ["on"] = HongKong.DateOf(shredding.At).ToString("O", CultureInfo.InvariantCulture),
            ["rule"] = shredding.Rule,
        });

    /// <summary>The case and its contents, or why there are none.</summary>
    public static Outcome<(StoredCase Case, SubmissionContents Contents)> Present((StoredCase Case, SubmissionContents? Contents) opened) =>
        opened.Contents is { } contents ? (opened.Case, contents) : opened.Case.Case.Shredded!.Refusal();
}
