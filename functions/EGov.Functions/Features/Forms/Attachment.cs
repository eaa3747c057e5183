using System.Buffers;
using System.Globalization;
using System.Text;
using EGov.Domain;

namespace EGov.Functions.Features.Forms;

/// <summary>Where a file stands on its way from the browser into a submission.</summary>
public enum AttachmentStatus
{
    /// <summary>The browser is still sending it, or it waits to be looked at.</summary>
    AwaitingUpload,

    /// <summary>Its size, type and content are in order, and it is in the vault.</summary>
    Clean,

    /// <summary>It was deleted; the reason is a refusal's code.</summary>
    Refused,

    /// <summary>A submission was made with it, so its file outlives the draft whatever becomes of that.</summary>
    Taken,
}

/// <summary>A file of a draft.</summary>
/// <param name="WrappedKey">The file's own data key, wrapped.</param>
/// <param name="VaultName">Its name in the vault once it is clean: a new one that the browser never knew.</param>
/// <param name="Version">The store's ETag.</param>
public sealed record Attachment(
    string AttachmentId,
    string DraftId,
    string Person,
    string Field,
    string FileName,
    long Size,
    AttachmentStatus Status,
    string? Reason,
    string? Kind,
    string? Sha256,
    string? VaultName,
    IReadOnlyList<byte> WrappedKey,
    string Version)
{
    /// <summary>10 MB a file.</summary>
    public const long LargestFile = 10L * 1024 * 1024;

    /// <summary>50 MB a submission.</summary>
    public const long LargestTotal = 50L * 1024 * 1024;

    public const int LongestName = 150;

    private static readonly SearchValues<char> _notInNames = SearchValues.Create("/\\:<>\"|*?");

    /// <summary>Names in any script, the characters of Hong Kong's supplementary set beyond the BMP included; half a character is none.</summary>
    internal static Refusal? CheckName(string? name) =>
        string.IsNullOrWhiteSpace(name)
        || name.Length > LongestName
        || name is "." or ".."
        || name.AsSpan().ContainsAny(_notInNames)
        || name.EnumerateRunes().Any(character => Rune.IsControl(character)
            || character == Rune.ReplacementChar
            || Rune.GetUnicodeCategory(character) is UnicodeCategory.Format)
            ? new Refusal("file-name-invalid", "fileName")
            : null;
}
