using EGov.Domain.Forms.Expressions;
using EGov.Domain.Forms.FieldTypes;

namespace EGov.Domain.Forms;

/// <summary>Finds conditions that wait for each other, and pages and fields that nobody can ever come to.</summary>
internal sealed class Reachability(FormDefinition form, IReadOnlyDictionary<FormPage, string> places, List<FormDefect> defects)
{
    private readonly Dictionary<object, HashSet<object>> _needs = [];
    private readonly Dictionary<FormField, bool> _never = [];

    internal void Examine()
    {
        foreach (var page in form.Pages)
        {
            Cycle(page, page.ShowWhen, $"{places[page]}.showWhen");
            foreach (var field in Fields(page))
            {
                Cycle(field, field.ShowWhen, $"{field.Place}.showWhen");
                Cycle(field, field.RequiredWhen, $"{field.Place}.requiredWhen");
            }
        }

        if (defects.Count == 0)
        {
            Unreachable();
        }
    }

    private static IEnumerable<FormField> Fields(FormPage page) =>
        page.Fields.SelectMany(field => field is GroupField group ? [field, .. group.Fields] : new[] { field });

    /// <summary>What has to be known before it is known whether a page or field is shown and needed.</summary>
    private HashSet<object> Needs(object node)
    {
        if (!_needs.TryGetValue(node, out var needs))
        {
            IEnumerable<object> all = node switch
            {
                FormPage page => Reads(page.ShowWhen),
                FormField field => [field.Group ?? (object)field.Page, .. Reads(field.ShowWhen), .. Reads(field.RequiredWhen)],
                _ => [],
            };
            _needs[node] = needs = [.. all];
        }

        return needs;
    }

    private static IEnumerable<FormField> Reads(Expression? expression) => expression is null
        ? []
        : expression.References().SelectMany(read => read.Summed is null ? [read.Field] : new[] { read.Field, read.Summed });

    private void Cycle(object node, Expression? own, string place)
    {
        var seen = new HashSet<object>();
        if (own is not null && Reads(own).Any(read => Leads(read, node, seen)))
        {
            defects.Add(new FormDefect(place, "cycle"));
        }
    }

    private bool Leads(object from, object to, HashSet<object> seen) =>
        from == to || (seen.Add(from) && Needs(from).Any(next => Leads(next, to, seen)));

    private void Unreachable()
    {
        var cutOff = false;
        foreach (var page in form.Pages)
        {
            if (cutOff)
            {
                defects.Add(new FormDefect(places[page], "never-shown"));
                continue;
            }

            if (IsFalse(page.ShowWhen))
            {
                defects.Add(new FormDefect($"{places[page]}.showWhen", "never-shown"));
            }
            else if (page.Fields.All(NeverShown))
            {
                defects.Add(new FormDefect(places[page], "never-shown"));
            }
            else
            {
                defects.AddRange(Fields(page).Where(field => IsFalse(field.ShowWhen)).Select(field => new FormDefect($"{field.Place}.showWhen", "never-shown")));
            }

            cutOff = IsTrue(page.ShowWhen) && form.Stops.Any(stop => stop.Page == page.Id && stop.When.Fold(NeverShown) is true);
        }
    }

    private bool IsTrue(Expression? condition) => condition is null || condition.Fold(NeverShown) is true;

    private bool IsFalse(Expression? condition) =>
        condition?.Fold(NeverShown) is { } value ? value is false : condition is not null;

    private bool NeverShown(FormField field)
    {
        if (!_never.TryGetValue(field, out var never))
        {
            never = (field.Group is { } group ? NeverShown(group) : IsFalse(field.Page.ShowWhen)) || IsFalse(field.ShowWhen);
            _never[field] = never;
        }

        return never;
    }
}
