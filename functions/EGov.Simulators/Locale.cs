namespace EGov.Simulators;

/// <summary>One string in the three written languages, <c>en</c>, <c>tc</c> (繁體) and <c>sc</c> (简体).</summary>
public sealed record Wording(string En, string Tc, string Sc)
{
    /// <summary>The string in a language code of the API; anything unknown is English.</summary>
    public string In(string code) => code switch
    {
        "tc" => Tc,
        "sc" => Sc,
        _ => En,
    };
}

/// <summary>A language of the service under its short code and its BCP 47 tag.</summary>
public sealed record Locale(string Code, string Tag, string OwnName)
{
    /// <summary>English, 繁體 and 简体, in the order in which a page offers them.</summary>
    public static IReadOnlyList<Locale> All { get; } =
    [
        new("en", "en", "English"),
        new("tc", "zh-Hant-HK", "繁體"),
        new("sc", "zh-Hans-HK", "简体"),
    ];

    /// <summary>
    /// The first language of <c>ui_locales</c> (OpenID Connect Core 3.1.2.1, tags parted by spaces) that the service has; else the first of
    /// <c>Accept-Language</c>; else English.
    /// </summary>
    public static Locale Choose(string? uiLocales, string? acceptLanguage) =>
        (uiLocales ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Concat((acceptLanguage ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(range => range.Split(';')[0].Trim()))
            .Select(Match)
            .FirstOrDefault(locale => locale is not null) ?? All[0];

    private static Locale? Match(string tag)
    {
        var parts = tag.Split('-', '_');
        if (parts[0].Equals("en", StringComparison.OrdinalIgnoreCase))
        {
            return All[0];
        }

        if (!parts[0].Equals("zh", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // Without a script the region tells it: the mainland and Singapore write simplified characters.
        bool Has(string subtag) => parts.Contains(subtag, StringComparer.OrdinalIgnoreCase);
        var simplified = Has("Hans") || (!Has("Hant") && (Has("CN") || Has("SG")));
        return simplified ? All[2] : All[1];
    }
}
