using System.Text.Json;
using System.Text.Json.Nodes;

namespace EGov.Domain.Forms;

/// <summary>Reads an object of answers, the form's own or one item's of a group, field by field.</summary>
internal static class FieldSet
{
    internal static JsonObject Read(
        IReadOnlyList<FormField> fields, JsonElement answers, string prefix, (FormField? Field, int? Item) owner, Findings found, int? item = null)
    {
        var members = JsonText.Members(answers);
        var shaped = new JsonObject();
        foreach (var field in fields)
        {
            if (members.Remove(field.Id, out var answer) && answer.ValueKind != JsonValueKind.Null)
            {
                found.Owner = (field, item);
                if (field.Read(answer, prefix + field.Id, found) is { } node)
                {
                    shaped[field.Id] = node;
                }
            }
        }

        found.Owner = owner;
        foreach (var (name, answer) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            found.Add(prefix + Spoken(name), "unknown-field", answer);
        }

        return shaped;
    }

    /// <summary>A name that a stranger chose, if it is one that may be repeated to a person.</summary>
    internal static string Spoken(string name) =>
        name.Length is > 0 and <= 64 && char.IsAsciiLetter(name[0]) && name.All(char.IsAsciiLetterOrDigit) ? name : "?";
}
