using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace EGov.Functions.Features.Forms;

/// <summary>How drafts and attachments are named.</summary>
internal static partial class DraftIds
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    public static string New(string formId) => $"{formId}.{RandomNumberGenerator.GetString(Alphabet, 16)}";

    public static string NewAttachment() => RandomNumberGenerator.GetString(Alphabet, 20);

    /// <summary>The form of a draft; false for anything that we did not make.</summary>
    public static bool TryFormOf(string? draftId, [NotNullWhen(true)] out string? formId)
    {
        var match = Shape().Match(draftId ?? string.Empty);
        formId = match.Success ? match.Groups["form"].Value : null;
        return match.Success;
    }

    public static bool IsAttachment(string attachmentId) =>
        attachmentId.Length == 20 && attachmentId.All(character => Alphabet.Contains(character, StringComparison.Ordinal));

    [GeneratedRegex(@"\A(?<form>[a-z0-9-]{1,64})\.[a-z0-9]{16}\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
