using System.Text.Json;
using System.Text.RegularExpressions;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments.TellPerson;
using EGov.Functions.Tests.Conventions;

namespace EGov.Functions.Tests.Features.Appointments.TellPerson;

public sealed partial class LettersTests
{
    private static readonly Dictionary<string, string> _values = new()
    {
        ["service"] = "SERVICE", ["time"] = "TIME", ["office"] = "OFFICE", ["address"] = "ADDRESS", ["reference"] = "REFERENCE",
        ["before"] = "BEFORE", ["until"] = "UNTIL", ["reason"] = "REASON", ["note"] = "NOTE", ["link"] = "LINK",
    };

    private readonly Letters _letters = new();

    public static TheoryData<LetterKind, Language> All() =>
        new(Enum.GetValues<LetterKind>().SelectMany(_ => Enum.GetValues<Language>(), (kind, language) => (kind, language)));

    [Theory]
    [MemberData(nameof(All))]
    public void Every_letter_is_there_in_every_language_and_leaves_no_place_open(LetterKind kind, Language language)
    {
        var letter = _letters.Write(kind, language, _values);

        Assert.NotEmpty(letter.Subject);
        Assert.DoesNotContain('\n', letter.Subject);
        Assert.DoesNotContain('{', letter.Subject + letter.Text);
        Assert.All(["SERVICE", "TIME", "OFFICE", "ADDRESS", "REFERENCE"], value => Assert.Contains(value, letter.Text, StringComparison.Ordinal));
        Assert.Equal(kind is LetterKind.Cancelled, !letter.Text.Contains("LINK", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_reason_is_there_in_every_language() =>
        Assert.All(Enum.GetValues<ClosureReason>(), reason => Assert.Equal(3, Enum.GetValues<Language>().Select(language => _letters.Reason(reason, language)).Distinct().Count(text => text.Length > 0)));

    [Fact]
    public void The_languages_say_it_in_their_own_words_and_with_the_same_places()
    {
        var texts = Texts(JsonSerializer.Deserialize<JsonElement>(
            Repository.Read("functions", "EGov.Functions", "Features", "Appointments", "TellPerson", "letters.json"))).ToList();

        Assert.True(texts.Count > 30);
        Assert.Empty(RefusalRules.Sentences(
            [JsonSerializer.SerializeToElement(texts.Where(text => Words().IsMatch(text.GetProperty("en").GetString()!)).Select((text, i) => (Name: Name(i), text)).ToDictionary(one => one.Name, one => one.text))]));
    }

    [Fact]
    public void A_paragraph_that_has_nothing_to_say_is_left_out()
    {
        var letter = _letters.Write(LetterKind.Closed, Language.En, new Dictionary<string, string>(_values) { ["note"] = "", ["reason"] = "" });

        Assert.DoesNotContain("Reason", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_moment_is_said_by_Hong_Kongs_clock_in_the_manner_of_the_language()
    {
        var moment = new DateTimeOffset(2026, 11, 30, 16, 5, 0, TimeSpan.Zero);

        Assert.Equal("Tuesday, 1 December 2026, 00:05", LetterDates.Of(moment, Language.En));
        Assert.Equal("2026年12月1日（星期二）00:05", LetterDates.Of(moment, Language.Tc));
        Assert.Equal("2026年12月1日（星期二）00:05", LetterDates.Of(moment, Language.Sc));
    }

    [Fact]
    public void A_pass_stands_in_the_fragment_of_a_link_alone()
    {
        var portal = new PortalAddress("https://portal.example/");

        Assert.Equal("https://portal.example/tc/appointments/manage", portal.OfAppointment(Language.Tc, null));
        var link = new Uri(portal.OfAppointment(Language.Sc, "a.b"));
        Assert.Equal(("/sc/appointments/manage", "", "#offer=a.b"), (link.AbsolutePath, link.Query, link.Fragment));
    }

    private static IEnumerable<JsonElement> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object when element.TryGetProperty("en", out _) => [element],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value)),
        _ => [],
    };

    /// <summary>Kebab-case, as the rules want it, and each another one.</summary>
    private static string Name(int number) => $"text-{(char)('a' + (number / 26))}-{(char)('a' + (number % 26))}";

    /// <summary>More than places and punctuation.</summary>
    [GeneratedRegex(@"(\A|[\s}])[A-Za-z]{2,}(?![^{]*\})")]
    private static partial Regex Words();
}
