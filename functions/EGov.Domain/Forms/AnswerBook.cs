using System.Text.Json.Nodes;
using EGov.Domain.Forms.Expressions;
using EGov.Domain.Forms.FieldTypes;

namespace EGov.Domain.Forms;

/// <summary>One person's rightly shaped answers, and which questions they are shown because of them.</summary>
internal sealed class AnswerBook(FormDefinition form, JsonObject shaped, DateOnly today)
{
    private readonly Dictionary<FormPage, bool> _pages = [];
    private readonly Dictionary<(FormField Field, int Item), bool> _fields = new(form.Fields.Count);

    internal FormDefinition Form => form;

    internal DateOnly Today => today;

    /// <summary>A page is shown when its condition holds and at least one of its fields is shown.</summary>
    internal bool IsShown(FormPage page) => page.Fields.Any(field => IsShown(field, null));

    internal bool IsShown(FormField field, int? item)
    {
        var key = (field, field.Group is null ? -1 : item ?? -1);
        if (!_fields.TryGetValue(key, out var shown))
        {
            shown = (field.Group is { } group ? IsShown(group, null) : Holds(field.Page))
                && (field.ShowWhen?.Holds(new Scope(this, item)) ?? true);
            _fields[key] = shown;
        }

        return shown;
    }

    /// <summary>The answer to a field, or null when there is none or the field is not shown.</summary>
    internal JsonNode? Shown(FormField field, int? item) => IsShown(field, item) ? Shaped(field, item) : null;

    /// <summary>How many items of a group there are; none when it is not shown.</summary>
    internal int ItemCount(GroupField group) => (Shown(group, null) as JsonArray)?.Count ?? 0;

    /// <summary>The canonical answers: what is shown and answered, in the form's order.</summary>
    internal JsonObject Canonical()
    {
        var canonical = new JsonObject();
        foreach (var field in form.Fields)
        {
            var answer = Shown(field, null);
            if (field is GroupField group && answer is JsonArray items)
            {
                canonical[group.Id] = new JsonArray([.. items.Select((_, item) => Item(group, item))]);
            }
            else if (answer is not null)
            {
                canonical[field.Id] = answer.DeepClone();
            }
        }

        return canonical;
    }

    private JsonObject Item(GroupField group, int item)
    {
        var canonical = new JsonObject();
        foreach (var field in group.Fields)
        {
            if (Shown(field, item) is { } answer)
            {
                canonical[field.Id] = answer.DeepClone();
            }
        }

        return canonical;
    }

    private JsonNode? Shaped(FormField field, int? item) => field.Group is not { } group
        ? shaped[field.Id]
        : item is { } index && shaped[group.Id] is JsonArray items && index < items.Count
            ? (items[index] as JsonObject)?[field.Id]
            : null;

    private bool Holds(FormPage page)
    {
        if (!_pages.TryGetValue(page, out var holds))
        {
            holds = page.ShowWhen?.Holds(new Scope(this, null)) ?? true;
            _pages[page] = holds;
        }

        return holds;
    }
}
