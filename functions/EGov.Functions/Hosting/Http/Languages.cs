using EGov.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace EGov.Functions.Hosting.Http;

/// <summary>The caller's language, out of Accept-Language (RFC 4647 lookup over our three).</summary>
internal static class Languages
{
    public static Language Language(this HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wanted))
        {
            return EGov.Domain.Language.En;
        }

        return wanted
            .Where(range => range.Quality is not 0)
            .OrderByDescending(range => range.Quality ?? 1)
            .Select(range => Of(range.Value.ToString()))
            .FirstOrDefault(language => language is not null) ?? EGov.Domain.Language.En;
    }

    /// <summary>The language that a body or an address names: <c>en</c>, <c>tc</c>, <c>sc</c>; null when it names none.</summary>
    public static Language? Named(string? language) => language switch
    {
        "en" => EGov.Domain.Language.En,
        "tc" => EGov.Domain.Language.Tc,
        "sc" => EGov.Domain.Language.Sc,
        _ => null,
    };

    public static string Tag(this Language language) => language switch
    {
        EGov.Domain.Language.Tc => "zh-Hant-HK",
        EGov.Domain.Language.Sc => "zh-Hans-HK",
        _ => "en",
    };

    private static Language? Of(string tag)
    {
        var parts = tag.Split('-');
        bool Has(string part) => parts.Contains(part, StringComparer.OrdinalIgnoreCase);
        return parts[0].ToUpperInvariant() switch
        {
            "EN" => EGov.Domain.Language.En,
            "ZH" or "YUE" when Has("Hans") || (!Has("Hant") && (Has("CN") || Has("SG"))) => EGov.Domain.Language.Sc,
            "ZH" or "YUE" => EGov.Domain.Language.Tc,
            _ => null,
        };
    }
}
