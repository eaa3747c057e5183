using System.Security.Cryptography;
using System.Text.Json;
using EGov.Domain.Forms.Expressions;
using EGov.Domain.Forms.FieldTypes;

namespace EGov.Domain.Forms;

/// <summary>Reads one document: its members first, then its expressions, which may name fields that stand further down.</summary>
internal sealed class DocumentReader
{
    private const int MostPages = 50, MostFields = 200, MostRules = 100, MostDefects = 500;
    private readonly List<FormDefect> _defects = [];
    private readonly List<(JsonElement Element, string Place, GroupField? Group, ValueKind Wanted, Action<Expression> Keep)> _pending = [];

    internal FormReading Read(JsonElement root)
    {
        var members = new Members(root, "", _defects);
        if (members.Broken)
        {
            return new FormReading(null, _defects);
        }

        var id = members.String("id", Ids.IsKebab);
        var version = members.Whole("version", 1, int.MaxValue);
        if (version is null && _defects.All(defect => defect.Place != "version"))
        {
            members.Defect("version", "missing");
        }

        var department = members.String("department", FormDocument.Departments.Contains, "unknown-department");
        var formNumber = members.OptionalString("formNumber");
        var (title, summary) = (members.Text("title"), members.Text("summary"));
        var (opens, closes) = (members.Instant("opens"), members.Instant("closes"));
        if (opens >= closes)
        {
            members.Defect("closes", "min-over-max");
        }

        var quota = members.Whole("quota", 1, int.MaxValue);
        var onePerPerson = members.Flag("onePerPerson", otherwise: false);
        var fee = members.Take("fee");
        var pages = Pages(members);
        var (rules, ruleFields) = Rules(members);
        var stops = Stops(members);
        members.Finish();
        foreach (var twice in rules.Select((rule, index) => (rule.Id, Place: $"rules[{index}].id"))
            .Concat(stops.Select((stop, index) => (stop.Id, Place: $"stops[{index}].id")))
            .GroupBy(entry => entry.Id).Where(same => same.Key.Length > 0).SelectMany(same => same.Skip(1)))
        {
            members.DefectAt(twice.Place, "duplicate-id");
        }

        var fields = pages.SelectMany(page => page.Page.Fields).GroupBy(field => field.Id).ToDictionary(same => same.Key, same => same.First());
        foreach (var (field, place) in ruleFields.Where(entry => !fields.ContainsKey(entry.Field)))
        {
            members.DefectAt(place, "unknown-field");
        }

        for (var index = 0; index < stops.Count; index++)
        {
            if (stops[index].Page.Length > 0 && pages.All(page => page.Page.Id != stops[index].Page))
            {
                members.DefectAt($"stops[{index}].page", "unknown-page");
            }
        }

        var definition = new FormDefinition
        {
            Id = id,
            Version = version ?? 0,
            Department = department,
            FormNumber = formNumber,
            Title = title,
            Summary = summary,
            Opens = opens,
            Closes = closes,
            Quota = quota,
            OnePerPerson = onePerPerson,
            Pages = [.. pages.Select(page => page.Page)],
            Rules = rules,
            Stops = stops,
        };
        if (fee is { } sum)
        {
            Later(sum, "fee", null, ValueKind.Number, expression => definition.Fee = expression);
        }

        var expressions = new ExpressionReader(fields, _defects);
        foreach (var (element, place, group, wanted, keep) in _pending)
        {
            keep(expressions.Read(element, place, group, wanted));
        }

        if (_defects.Count == 0)
        {
            Contradictions(definition);
            new Reachability(definition, pages.ToDictionary(page => page.Page, page => page.Place), _defects).Examine();
        }

        return _defects.Count > 0
            ? new FormReading(null, [.. _defects.Take(MostDefects)])
            : new FormReading(Sealed(definition, root), []);
    }

    private static FormDefinition Sealed(FormDefinition definition, JsonElement root)
    {
        var json = CanonicalJson.Write(root);
        return definition.With(json, Convert.ToHexStringLower(SHA256.HashData(json.Span)));
    }

    /// <summary>What only shows once expressions that no answer can change are worked out.</summary>
    private void Contradictions(FormDefinition definition)
    {
        foreach (var date in definition.AllFields.OfType<DateField>())
        {
            if (date.Min?.Fold(_ => false) is string min && date.Max?.Fold(_ => false) is string max && string.CompareOrdinal(min, max) > 0)
            {
                _defects.Add(new FormDefect($"{date.Place}.min", "min-over-max"));
            }
        }

        if (definition.Fee?.Fold(_ => false) is decimal and < 0 or null && definition.Fee is not null)
        {
            _defects.Add(new FormDefect("fee", "out-of-range"));
        }
    }

    private void Later(JsonElement element, string place, GroupField? group, ValueKind wanted, Action<Expression> keep) =>
        _pending.Add((element, place, group, wanted, keep));

    private List<(FormPage Page, string Place)> Pages(Members members)
    {
        var fieldReader = new FieldReader(_defects, Later);
        var pages = new List<(FormPage Page, string Place)>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var given = members.Array("pages");
        if (given.Count > MostPages)
        {
            members.Defect("pages", "too-many");
        }

        foreach (var (element, place) in given.Take(MostPages))
        {
            var page = members.Inside(element, place);
            if (page.Broken)
            {
                continue;
            }

            var id = page.String("id", Ids.IsKebab);
            if (id.Length > 0 && !ids.Add(id))
            {
                page.Defect("id", "duplicate-id");
            }

            var (title, guidance, showWhen) = (page.Text("title"), page.OptionalText("guidance"), page.Take("showWhen"));
            var fields = new List<FormField>();
            foreach (var (field, at) in page.Array("fields"))
            {
                if (fieldReader.Count <= MostFields && fieldReader.Read(field, at, inGroup: false) is { } read)
                {
                    fields.Add(read);
                }
            }

            page.Finish();
            var made = new FormPage { Id = id, Title = title, Guidance = guidance, Fields = fields };
            foreach (var field in fields.SelectMany(field => field is GroupField group ? [field, .. group.Fields] : new[] { field }))
            {
                field.Page = made;
            }

            if (showWhen is { } condition)
            {
                Later(condition, page.At("showWhen"), null, ValueKind.YesNo, expression => made.ShowWhen = expression);
            }

            pages.Add((made, place));
        }

        if (fieldReader.Count > MostFields)
        {
            members.Defect("pages", "too-many-fields");
        }

        UniqueFields(pages, members);
        return pages;
    }

    private static void UniqueFields(List<(FormPage Page, string Place)> pages, Members members)
    {
        var top = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in pages.SelectMany(page => page.Page.Fields).Where(field => field.Id.Length > 0 && !top.Add(field.Id)))
        {
            members.DefectAt($"{field.Place}.id", "duplicate-id");
        }

        foreach (var group in pages.SelectMany(page => page.Page.Fields).OfType<GroupField>())
        {
            var own = new HashSet<string>(top, StringComparer.Ordinal);
            foreach (var field in group.Fields.Where(field => field.Id.Length > 0 && !own.Add(field.Id)))
            {
                members.DefectAt($"{field.Place}.id", "duplicate-id");
            }
        }
    }

    private (List<FormRule> Rules, List<(string Field, string Place)> Fields) Rules(Members members)
    {
        var rules = new List<FormRule>();
        var named = new List<(string Field, string Place)>();
        var given = members.Array("rules", required: false, least: 0);
        if (given.Count > MostRules)
        {
            members.Defect("rules", "too-many");
        }

        foreach (var (element, place) in given.Take(MostRules))
        {
            var rule = members.Inside(element, place);
            var id = rule.String("id", Ids.IsKebab);
            var check = rule.Take("check", required: true);
            var fields = new List<string>();
            foreach (var (field, at) in rule.Array("fields"))
            {
                fields.Add(JsonText.Of(field) ?? "");
                named.Add((fields[^1], at));
            }

            var made = new FormRule { Id = id, Fields = fields, Message = rule.Text("message"), Always = rule.Flag("always", otherwise: false) };
            rule.Finish();
            if (check is { } condition)
            {
                Later(condition, rule.At("check"), null, ValueKind.YesNo, expression => made.Check = expression);
            }

            rules.Add(made);
        }

        return (rules, named);
    }

    private List<FormStop> Stops(Members members)
    {
        var stops = new List<FormStop>();
        var given = members.Array("stops", required: false, least: 0);
        if (given.Count > MostRules)
        {
            members.Defect("stops", "too-many");
        }

        foreach (var (element, place) in given.Take(MostRules))
        {
            var stop = members.Inside(element, place);
            var made = new FormStop { Id = stop.String("id", Ids.IsKebab), Page = stop.String("page"), Message = stop.Text("message") };
            if (stop.Take("when", required: true) is { } condition)
            {
                Later(condition, stop.At("when"), null, ValueKind.YesNo, expression => made.When = expression);
            }

            stop.Finish();
            stops.Add(made);
        }

        return stops;
    }
}
