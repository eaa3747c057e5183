using System.Globalization;
using System.Text.Json;

namespace EGov.Domain.Forms;

/// <summary>
/// One object of a document while it is read. Each member is asked for by name; what nobody asked for is unknown. Every
/// reader gives something usable after a defect, so that all defects are found in one go.
/// </summary>
internal sealed class Members
{
    private static readonly Text _noText = new("", "", "");
    private readonly Dictionary<string, JsonElement> _left = new(StringComparer.Ordinal);
    private readonly List<FormDefect> _defects;

    internal Members(JsonElement element, string place, List<FormDefect> defects)
    {
        (Place, _defects) = (place, defects);
        if (element.ValueKind != JsonValueKind.Object)
        {
            Broken = true;
            defects.Add(new FormDefect(place, "wrong-type"));
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (!_left.TryAdd(JsonText.Name(member), member.Value))
            {
                defects.Add(new FormDefect(At(FieldSet.Spoken(JsonText.Name(member))), "duplicate-member"));
            }
        }
    }

    internal string Place { get; }

    /// <summary>Whether it was no object at all; then nothing is missed in it.</summary>
    internal bool Broken { get; }

    internal string At(string name) => Place.Length == 0 ? name : $"{Place}.{name}";

    internal void Defect(string name, string code) => _defects.Add(new FormDefect(At(name), code));

    internal void DefectAt(string place, string code) => _defects.Add(new FormDefect(place, code));

    /// <summary>Another object of the same document.</summary>
    internal Members Inside(JsonElement element, string place) => new(element, place, _defects);

    internal bool Has(string name) => _left.ContainsKey(name);

    internal JsonElement? Take(string name, bool required = false)
    {
        if (_left.Remove(name, out var value))
        {
            return value;
        }

        if (required && !Broken)
        {
            Defect(name, "missing");
        }

        return null;
    }

    internal string String(string name, Func<string, bool>? fits = null, string code = "malformed") =>
        Take(name, required: true) is { } value ? String(name, value, fits, code) : "";

    internal string? OptionalString(string name) => Take(name) is { } value ? String(name, value, null, "") : null;

    internal Text Text(string name) => Take(name, required: true) is { } value ? Text(name, value) : _noText;

    internal Text? OptionalText(string name) => Take(name) is { } value ? Text(name, value) : null;

    internal bool Flag(string name, bool otherwise)
    {
        if (Take(name) is not { } value)
        {
            return otherwise;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Defect(name, "wrong-type");
        return otherwise;
    }

    internal int? Whole(string name, int least, int most)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (Forms.Number.Read(value, out _) is not { Scale: 0 } number)
        {
            Defect(name, "wrong-type");
            return null;
        }

        if (number < least || number > most)
        {
            Defect(name, "out-of-range");
            return null;
        }

        return (int)number;
    }

    internal decimal? Number(string name, int decimals)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        var number = Forms.Number.Read(value, out var beyond);
        if (number is null || number.Value.Scale > decimals)
        {
            Defect(name, number is not null || beyond != 0 ? "out-of-range" : "wrong-type");
            return null;
        }

        return number;
    }

    internal DateTimeOffset? Instant(string name)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        var text = JsonText.Of(value) ?? "";
        if (text.Length is >= 20 and <= 35 && text[10] == 'T' && (text.EndsWith('Z') || text[^6] is '+' or '-')
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            return instant;
        }

        Defect(name, "not-an-instant");
        return null;
    }

    /// <summary>The elements of an array with their places.</summary>
    internal IReadOnlyList<(JsonElement Value, string Place)> Array(string name, bool required = true, int least = 1)
    {
        if (Take(name, required) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Defect(name, "wrong-type");
            return [];
        }

        if (value.GetArrayLength() < least)
        {
            Defect(name, "too-few");
        }

        return [.. value.EnumerateArray().Select((element, index) => (element, $"{At(name)}[{index}]"))];
    }

    /// <summary>Tells of every member that nobody asked for.</summary>
    internal void Finish()
    {
        foreach (var name in _left.Keys.Order(StringComparer.Ordinal))
        {
            Defect(FieldSet.Spoken(name), "unknown-member");
        }
    }

    private string String(string name, JsonElement value, Func<string, bool>? fits, string code)
    {
        var text = JsonText.Of(value);
        if (text is null)
        {
            Defect(name, "wrong-type");
        }
        else if (string.IsNullOrWhiteSpace(text))
        {
            Defect(name, "blank");
        }
        else if (PlainText.HasControls(text, lines: true))
        {
            Defect(name, "control-characters");
        }
        else if (fits?.Invoke(text) == false)
        {
            Defect(name, code);
        }

        return text ?? "";
    }

    private Text Text(string name, JsonElement value)
    {
        var languages = new Members(value, At(name), _defects);
        var text = new Text(languages.String("en"), languages.String("tc"), languages.String("sc"));
        languages.Finish();
        return text;
    }
}
