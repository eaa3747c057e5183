using System.Text.Json;

namespace EGov.Domain.Forms;

/// <summary>Reads JSON that may hold anything: half a surrogate pair or bad UTF-8 makes the reader throw when the string is asked for.</summary>
internal static class JsonText
{
    /// <summary>The string, or null when it is not one or no valid text.</summary>
    internal static string? Of(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The members by name; of two with one name the last, as a browser has it. A name that is no valid text becomes <c>?</c>.</summary>
    internal static Dictionary<string, JsonElement> Members(JsonElement element)
    {
        var members = new Dictionary<string, JsonElement>(element.GetPropertyCount(), StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            members[Name(member)] = member.Value;
        }

        return members;
    }

    internal static string Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }
}
