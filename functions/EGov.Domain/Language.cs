namespace EGov.Domain;

/// <summary>The three written languages of the service.</summary>
public enum Language
{
    /// <summary>English, <c>en</c>.</summary>
    En,

    /// <summary>Traditional Chinese (繁體), <c>zh-Hant-HK</c>; <c>tc</c> in addresses.</summary>
    Tc,

    /// <summary>Simplified Chinese (简体), <c>zh-Hans-HK</c>; <c>sc</c> in addresses.</summary>
    Sc,
}

/// <summary>One string in all three languages: none can be missing, which is what makes the service trilingual by construction.</summary>
public sealed record Text(string En, string Tc, string Sc)
{
    public string In(Language language) => language switch
    {
        Language.Tc => Tc,
        Language.Sc => Sc,
        _ => En,
    };
}
