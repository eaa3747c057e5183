using System.Text.RegularExpressions;

namespace EGov.Domain.Forms;

/// <summary>An e-mail address of the plain kind that mail providers give out: no quoted names, no comments, ASCII.</summary>
public static partial class EmailAddress
{
    /// <summary>The address with its domain in lower case; null when it is none.</summary>
    public static string? Parse(string typed)
    {
        var address = typed.Trim();
        var at = address.LastIndexOf('@');
        if (address.Length > 254 || at is < 1 or > 64)
        {
            return null;
        }

        var (local, domain) = (address[..at], address[(at + 1)..]);
        return Local().IsMatch(local) && Domain().IsMatch(domain) && domain.Split('.').All(label => label.Length <= 63)
            ? $"{local}@{domain.ToLowerInvariant()}"
            : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Local();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Domain();
}
