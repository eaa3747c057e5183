using System.Text.Json;
using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms.FieldTypes;

/// <summary>Reads the fields of a document. A new type is a class of its own and a line in <see cref="Typed"/>.</summary>
internal sealed class FieldReader(List<FormDefect> defects, Action<JsonElement, string, GroupField?, ValueKind, Action<Expression>> later)
{
    private const int LongestLine = 1_000;
    private const int LongestText = 20_000;
    private static readonly string[] _fileTypes = ["pdf", "jpeg", "png", "heic", "docx"];

    /// <summary>Whom a pending expression belongs to, where it is a field of a group that is still being read.</summary>
    private List<Action<GroupField>>? _ofGroup;

    /// <summary>How many fields have been read, those of groups among them.</summary>
    internal int Count { get; private set; }

    /// <summary>Reads one field; null when it is too broken to stand for one.</summary>
    internal FormField? Read(JsonElement element, string place, bool inGroup)
    {
        Count++;
        var members = new Members(element, place, defects);
        if (members.Broken)
        {
            return null;
        }

        var id = members.String("id", Ids.IsCamel);
        var type = members.String("type");
        var requiredTwice = members.Has("required") && members.Has("requiredWhen");
        var head = new FieldHead(id, type, members.Text("label"), members.OptionalText("hint"), members.Flag("required", otherwise: !members.Has("requiredWhen")));
        if (requiredTwice)
        {
            members.Defect("requiredWhen", "contradictory");
        }

        var showWhen = members.Take("showWhen");
        var requiredWhen = members.Take("requiredWhen");
        var field = Typed(head, members, inGroup);
        if (field is null)
        {
            members.Defect("type", type == "group" ? "nested-group" : "unknown-type");
            return null;
        }

        members.Finish();
        field.Place = place;
        Pending(showWhen, members.At("showWhen"), ValueKind.YesNo, expression => field.ShowWhen = expression);
        Pending(requiredWhen, members.At("requiredWhen"), ValueKind.YesNo, expression => field.RequiredWhen = expression);
        return field;
    }

    private FormField? Typed(FieldHead head, Members members, bool inGroup) => head.Type switch
    {
        "shortText" => ShortText(head, members),
        "longText" => new LongTextField(head, members.Whole("maxLength", 1, LongestText) ?? 2000),
        "number" => Number(head, members),
        "money" => Money(head, members),
        "date" => Date(head, members),
        "hkid" => new HkidField(head),
        "travelDocument" => new TravelDocumentField(head),
        "phone" => new PhoneField(head, members.Flag("overseas", otherwise: false)),
        "email" => new EmailField(head),
        "address" => new AddressField(head, members.Flag("overseas", otherwise: false)),
        "choice" => new ChoiceField(head, Options(members)),
        "choices" => Choices(head, members),
        "yesNo" => new YesNoField(head),
        "file" => File(head, members),
        "group" => inGroup ? null : Group(head, members),
        "declaration" => new DeclarationField(head, members.Text("statement")),
        _ => null,
    };

    private static ShortTextField ShortText(FieldHead head, Members members)
    {
        var maxLength = members.Whole("maxLength", 1, LongestLine) ?? 100;
        var pattern = members.OptionalString("pattern");
        var compiled = pattern is null ? null : SafePattern.Compile(pattern);
        if (!string.IsNullOrWhiteSpace(pattern) && compiled is null)
        {
            members.Defect("pattern", "pattern-unsafe");
        }

        // How long a browser may take over a pattern grows with the text.
        if (pattern is not null && maxLength > SafePattern.LongestText)
        {
            members.Defect("maxLength", "out-of-range");
        }

        var message = pattern is null ? members.OptionalText("patternMessage") : members.Text("patternMessage");
        if (pattern is null && message is not null)
        {
            members.Defect("patternMessage", "contradictory");
        }

        return new ShortTextField(head, maxLength, pattern, compiled, message);
    }

    private static NumberField Number(FieldHead head, Members members)
    {
        var decimals = members.Whole("decimals", 0, Arithmetic.Decimals) ?? 0;
        var (min, max) = (members.Number("min", decimals), members.Number("max", decimals));
        Ordered(min, max, members);
        return new NumberField(head, min, max, decimals, members.OptionalText("unit"));
    }

    private static NumberField Money(FieldHead head, Members members)
    {
        var (min, max) = (members.Number("min", 0), members.Number("max", 0));
        Ordered(min, max, members);
        return new NumberField(head, min, max, 0, null, isMoney: true);
    }

    private DateField Date(FieldHead head, Members members)
    {
        var date = new DateField(head);
        var (min, max) = (members.Take("min"), members.Take("max"));
        Pending(min, members.At("min"), ValueKind.Date, expression => date.Min = expression);
        Pending(max, members.At("max"), ValueKind.Date, expression => date.Max = expression);
        return date;
    }

    private static ChoicesField Choices(FieldHead head, Members members)
    {
        var options = Options(members);
        var most = Math.Max(1, options.Count);
        var (min, max) = (members.Whole("min", 0, most), members.Whole("max", 1, most));
        Ordered(min, max, members);
        return new ChoicesField(head, options, min, max);
    }

    private static FileField File(FieldHead head, Members members)
    {
        var maxFiles = members.Whole("maxFiles", 1, 20) ?? 1;
        var accept = new List<string>();
        foreach (var (value, place) in members.Array("accept", required: false))
        {
            var type = JsonText.Of(value) ?? "";
            var code = !_fileTypes.Contains(type) ? "unknown-file-type" : accept.Contains(type) ? "duplicate-value" : null;
            if (code is not null)
            {
                members.DefectAt(place, code);
            }

            accept.Add(type);
        }

        return new FileField(head, maxFiles, accept.Count == 0 ? _fileTypes : accept);
    }

    private GroupField Group(FieldHead head, Members members)
    {
        var (minItems, maxItems) = (members.Whole("minItems", 1, GroupField.MostItems), members.Whole("maxItems", 1, GroupField.MostItems));
        Ordered(minItems ?? 1, maxItems ?? 10, members, "minItems");
        _ofGroup = [];
        var fields = new List<FormField>();
        foreach (var (value, place) in members.Array("fields"))
        {
            if (Read(value, place, inGroup: true) is { } field)
            {
                fields.Add(field);
            }
        }

        var group = new GroupField(head, fields, minItems ?? 1, maxItems ?? 10, members.OptionalText("itemLabel"));
        foreach (var field in fields)
        {
            field.Group = group;
        }

        var pending = _ofGroup;
        _ofGroup = null;
        pending.ForEach(bind => bind(group));
        return group;
    }

    private static List<FieldOption> Options(Members members)
    {
        var options = new List<FieldOption>();
        foreach (var (value, place) in members.Array("options", least: 2))
        {
            var option = members.Inside(value, place);
            var name = option.String("value", text => text.Length <= 64 && text.Trim() == text);
            if (name.Length > 0 && options.Any(other => other.Value == name))
            {
                option.Defect("value", "duplicate-value");
            }

            options.Add(new FieldOption(name, option.Text("label")));
            option.Finish();
        }

        if (options.Count > 500)
        {
            members.Defect("options", "too-many");
        }

        return options;
    }

    private static void Ordered(decimal? min, decimal? max, Members members, string name = "min")
    {
        if (min > max)
        {
            members.Defect(name, "min-over-max");
        }
    }

    private void Pending(JsonElement? element, string place, ValueKind wanted, Action<Expression> keep)
    {
        if (element is not { } given)
        {
            return;
        }

        if (_ofGroup is { } inside)
        {
            inside.Add(group => later(given, place, group, wanted, keep));
        }
        else
        {
            later(given, place, null, wanted, keep);
        }
    }
}
