using System.Xml.Linq;

namespace EGov.Functions.Tests.Conventions;

/// <summary>What is public says what it means.</summary>
internal static class SummaryRules
{
    public static IEnumerable<string> Summaries(IEnumerable<Type> types, XDocument documentation)
    {
        var said = documentation.Descendants("member")
            .Where(member => member.Element("summary") is { } summary && !string.IsNullOrWhiteSpace(summary.Value + string.Concat(summary.Elements())))
            .Select(member => (string)member.Attribute("name")!)
            .ToHashSet(StringComparer.Ordinal);
        return types
            .Where(type => type is { IsPublic: true } && !said.Contains($"T:{type.FullName}"))
            .Select(type => $"{type.FullName} has no summary");
    }
}
