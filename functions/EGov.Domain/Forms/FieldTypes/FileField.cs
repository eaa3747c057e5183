using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms.FieldTypes;

/// <summary>Attachments, named by their ids. Whether they exist and are clean is for the server to know.</summary>
public sealed class FileField : FormField
{
    internal FileField(FieldHead head, int maxFiles, IReadOnlyList<string> accept)
        : base(head) => (MaxFiles, Accept) = (maxFiles, accept);

    public int MaxFiles { get; }

    /// <summary>Any of <c>pdf</c>, <c>jpeg</c>, <c>png</c>, <c>heic</c>, <c>docx</c>.</summary>
    public IReadOnlyList<string> Accept { get; }

    internal override ValueKind Kind => ValueKind.Structure;

    internal override JsonNode? Read(JsonElement answer, string path, Findings found)
    {
        if (answer.ValueKind != JsonValueKind.Array || answer.EnumerateArray().Any(id => !IsId(JsonText.Of(id))))
        {
            found.Add(path, "wrong-type", answer);
            return null;
        }

        var ids = answer.EnumerateArray().Select(id => id.GetString()).Distinct().ToList();
        return ids.Count == 0 ? null : new JsonArray([.. ids.Select(id => JsonValue.Create(id))]);
    }

    internal override void Judge(JsonNode answer, string path, Scope scope, Findings found)
    {
        if (answer.AsArray().Count > MaxFiles)
        {
            found.Add(path, "too-many", "max", MaxFiles);
        }
    }

    private static bool IsId(string? id) =>
        id is { Length: >= 1 and <= 64 } && id.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
}
