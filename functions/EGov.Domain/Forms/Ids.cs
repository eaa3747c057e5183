namespace EGov.Domain.Forms;

/// <summary>The two ways of writing an id in a document; at most 64 characters.</summary>
internal static class Ids
{
    private const int Longest = 64;

    /// <summary><c>immd-passport</c>: lower-case letters and digits in words joined by single hyphens, a letter first.</summary>
    internal static bool IsKebab(string id) =>
        id.Length is > 0 and <= Longest && char.IsAsciiLetterLower(id[0])
        && id.Split('-').All(word => word.Length > 0 && word.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character)));

    /// <summary><c>dateOfBirth</c>: letters and digits, a lower-case letter first.</summary>
    internal static bool IsCamel(string id) =>
        id.Length is > 0 and <= Longest && char.IsAsciiLetterLower(id[0]) && id.All(char.IsAsciiLetterOrDigit);
}
