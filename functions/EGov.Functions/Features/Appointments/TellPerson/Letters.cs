using System.Reflection;
using System.Text.Json;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Hosting;

namespace EGov.Functions.Features.Appointments.TellPerson;

/// <summary>What letters about appointments say, in three languages, read once from <c>letters.json</c>.</summary>
public sealed class Letters
{
    private readonly Book _book = Read();

    /// <summary>A letter with its places filled. A paragraph that has nothing to say, because a value is empty, is left out.</summary>
    public Letter Write(LetterKind kind, Language language, IReadOnlyDictionary<string, string> values)
    {
        var template = _book.Letters[kind];
        return new Letter(
            Fill(template.Subject.In(language), values),
            string.Join("\n\n", template.Text
                .Select(paragraph => paragraph.In(language))
                .Where(paragraph => !values.Any(value => value.Value.Length == 0 && paragraph.Contains($"{{{value.Key}}}", StringComparison.Ordinal)))
                .Select(paragraph => Fill(paragraph, values))));
    }

    public string Reason(ClosureReason reason, Language language) => _book.Reasons[reason].In(language);

    private static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        values.Aggregate(text, (filled, value) => filled.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal));

    private static Book Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Appointments/letters.json")!;
        return JsonSerializer.Deserialize<Book>(stream, Json.Options)!;
    }

    private sealed record Book(Dictionary<LetterKind, Template> Letters, Dictionary<ClosureReason, Text> Reasons);

    private sealed record Template(Text Subject, IReadOnlyList<Text> Text);
}

/// <summary>On which occasions a person is written to.</summary>
public enum LetterKind
{
    Booked,
    Changed,
    Cancelled,
    OfferedOfficeClosed,
    OfferedEarlierSeat,
    Closed,
}

/// <summary>A letter that is ready to be sent.</summary>
public sealed record Letter(string Subject, string Text);
