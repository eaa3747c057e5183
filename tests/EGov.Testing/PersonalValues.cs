using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EGov.Testing;

/// <summary>Looks for what people said in places where it must not be, in every form in which it could stand there.</summary>
public static class PersonalValues
{
    /// <summary>Which of the values a text holds: as they are, in any case, in JSON, in an address, in base64, or with their blanks and signs left out.</summary>
    public static IReadOnlyList<string> In(string text, IEnumerable<string> values)
    {
        var bare = Bare(text);
        return [.. values.Where(value => Forms(value).Any(form => text.Contains(form, StringComparison.OrdinalIgnoreCase)) || bare.Contains(Bare(value), StringComparison.Ordinal))];
    }

    private static IEnumerable<string> Forms(string value)
    {
        yield return value;
        yield return JsonSerializer.Serialize(value)[1..^1];
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value);
        yield return Uri.EscapeDataString(value);

        // A text within another that is encoded as a whole stands at one of three offsets; what is left of it is the same in each.
        var bytes = Encoding.UTF8.GetBytes(value);
        for (var offset = 0; offset < 3; offset++)
        {
            var encoded = Convert.ToBase64String([.. new byte[offset], .. bytes]).TrimEnd('=');
            yield return encoded[(offset == 0 ? 0 : 4)..^((bytes.Length + offset) % 3 == 0 ? 0 : 1)];
        }
    }

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpper(CultureInfo.InvariantCulture);
}
