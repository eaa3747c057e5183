using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using EGov.Domain.Appointments;

namespace EGov.Functions.Features.Appointments;

/// <summary>The documents of a department's rules: all three, or those that a publication brought.</summary>
public sealed record RuleDocumentSet(BinaryData? Offices, BinaryData? Calendar, BinaryData? Services)
{
    public static readonly RuleDocumentSet None = new(null, null, null);

    /// <summary>The names of those that are there.</summary>
    public IReadOnlyList<string> Names => DifferencesFrom(None);

    /// <summary>These, and where there is none the others.</summary>
    public RuleDocumentSet Over(RuleDocumentSet others) => new(Offices ?? others.Offices, Calendar ?? others.Calendar, Services ?? others.Services);

    public RuleReading Read() => RuleDocuments.Read(
        Offices ?? BinaryData.Empty,
        Calendar ?? BinaryData.Empty,
        Services ?? BinaryData.Empty);

    /// <summary>
    /// Those of these that differ from the ones that counted before, and those that had been changed before. Services name offices, so
    /// whoever changes one of the two keeps both: a newer build brings none that fits only its own other one.
    /// </summary>
    public RuleDocumentSet ChangedFrom(RuleDocumentSet before, RuleDocumentSet changedBefore)
    {
        var both = changedBefore.Offices is not null || !Same(Offices, before.Offices) || !Same(Services, before.Services);
        return new RuleDocumentSet(
            both ? Offices : null,
            changedBefore.Calendar is not null || !Same(Calendar, before.Calendar) ? Calendar : null,
            both ? Services : null);
    }

    /// <summary>Which documents say something else than in another set.</summary>
    public IReadOnlyList<string> DifferencesFrom(RuleDocumentSet other) =>
    [
        .. Same(Offices, other.Offices) ? [] : new[] { "offices" },
        .. Same(Calendar, other.Calendar) ? [] : new[] { "calendar" },
        .. Same(Services, other.Services) ? [] : new[] { "services" },
    ];

    public string Tag(int version)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var document in new[] { Offices, Calendar, Services })
        {
            hash.AppendData(document!.ToMemory().Span);
        }

        return $"\"{version.ToString(CultureInfo.InvariantCulture)}-{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8))}\"";
    }

    /// <summary>However they are written.</summary>
    private static bool Same(BinaryData? one, BinaryData? other)
    {
        if (one is null || other is null)
        {
            return one is null && other is null;
        }

        using var first = JsonDocument.Parse(one);
        using var second = JsonDocument.Parse(other);
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }
}
