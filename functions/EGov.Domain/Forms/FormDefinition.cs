using System.Text.Json.Nodes;
using EGov.Domain.Forms.Expressions;
using EGov.Domain.Forms.FieldTypes;

namespace EGov.Domain.Forms;

/// <summary>A form that has passed every check of docs/forms.md. It is made by <see cref="FormDocument.Read"/> alone.</summary>
public sealed class FormDefinition
{
    private IReadOnlyList<FormField>? _fields;
    private IReadOnlyDictionary<string, FormField>? _byId;

    internal FormDefinition()
    {
    }

    /// <summary>Kebab-case: <c>immd-passport</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Positive; a published version never changes.</summary>
    public required int Version { get; init; }

    /// <summary>The receiving department's code: <c>immd</c>.</summary>
    public required string Department { get; init; }

    /// <summary>The paper form that it stands for: <c>ID 841</c>; null when there is none.</summary>
    public string? FormNumber { get; init; }

    public required Text Title { get; init; }

    public required Text Summary { get; init; }

    /// <summary>The instant before which nothing is accepted.</summary>
    public DateTimeOffset? Opens { get; init; }

    /// <summary>The instant from which nothing is accepted any more.</summary>
    public DateTimeOffset? Closes { get; init; }

    /// <summary>The most submissions that are ever accepted.</summary>
    public int? Quota { get; init; }

    /// <summary>Whether a person may submit it once only.</summary>
    public bool OnePerPerson { get; init; }

    public required IReadOnlyList<FormPage> Pages { get; init; }

    public required IReadOnlyList<FormRule> Rules { get; init; }

    public required IReadOnlyList<FormStop> Stops { get; init; }

    /// <summary>Whether the form has a fee, which may depend on the answers.</summary>
    public bool HasFee => Fee is not null;

    /// <summary>The document as canonical minimal JSON (UTF-8, members sorted by name, no white space): equal documents are equal bytes.</summary>
    public ReadOnlyMemory<byte> Json { get; private set; }

    /// <summary>SHA-256 of <see cref="Json"/>, 64 lower-case hex digits.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Every field in the form's order, a group before its own fields.</summary>
    public IEnumerable<FormField> AllFields =>
        Fields.SelectMany(own => own is GroupField group ? [group, .. group.Fields] : new[] { own });

    internal Expression? Fee { get; set; }

    /// <summary>The fields that stand on pages, in the form's order.</summary>
    internal IReadOnlyList<FormField> Fields => _fields ??= [.. Pages.SelectMany(page => page.Fields)];

    /// <summary>The fields that stand on pages, by id; those of a group are in the group.</summary>
    internal IReadOnlyDictionary<string, FormField> ById =>
        _byId ??= Fields.ToDictionary(own => own.Id, StringComparer.Ordinal);

    /// <summary>The field that the path of a problem leads to: <c>dateOfBirth</c>, <c>children[1].name</c>; null when it is none of this form.</summary>
    public FormField? FieldAt(string path)
    {
        var parts = path.Split(['[', ']', '.'], StringSplitOptions.RemoveEmptyEntries);
        var own = parts.Length > 0 ? ById.GetValueOrDefault(parts[0]) : null;
        return own is GroupField group && parts.Length > 2 ? group.Fields.FirstOrDefault(inner => inner.Id == parts[2]) : own;
    }

    /// <summary>The attachments that canonical answers name, each with the path of its field.</summary>
    public IEnumerable<(string Field, string AttachmentId)> FileAnswers(JsonObject canonical)
    {
        foreach (var field in Fields)
        {
            var answer = canonical[field.Id];
            if (field is FileField)
            {
                foreach (var id in Ids(answer))
                {
                    yield return (field.Id, id);
                }
            }
            else if (field is GroupField group && answer is JsonArray items)
            {
                for (var index = 0; index < items.Count; index++)
                {
                    foreach (var file in group.Fields.OfType<FileField>())
                    {
                        foreach (var id in Ids((items[index] as JsonObject)?[file.Id]))
                        {
                            yield return ($"{group.Id}[{index}].{file.Id}", id);
                        }
                    }
                }
            }
        }
    }

    internal FormDefinition With(ReadOnlyMemory<byte> json, string hash)
    {
        (Json, Hash) = (json, hash);
        return this;
    }

    private static IEnumerable<string> Ids(JsonNode? answer) =>
        answer is JsonArray ids ? ids.Select(id => id!.GetValue<string>()) : [];
}
