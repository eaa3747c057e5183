using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Domain.Forms.Expressions;

namespace EGov.Domain.Forms.FieldTypes;

/// <summary>An address in Hong Kong, in the shape of the Government's Address Lookup Service, or where the form allows it abroad.</summary>
public sealed class AddressField : FormField
{
    private const int MostLines = 4;
    private const int LongestText = 100;

    private static readonly string[] _parts =
        ["streetNumber", "street", "village", "estate", "phase", "block", "building", "floor", "flat"];

    private static readonly string[] _places = ["street", "village", "estate", "building"];

    private static readonly string[] _here = ["hk"];

    private static readonly string[] _anywhere = ["hk", "overseas"];

    private static readonly string[] _languages = ["en", "zh"];

    private static readonly string[] _districts = [.. HongKongAddress.Districts.Select(district => district.Code)];

    internal AddressField(FieldHead head, bool overseas)
        : base(head) => Overseas = overseas;

    /// <summary>The members that an expression can read.</summary>
    internal static IReadOnlySet<string> Readable { get; } =
        new HashSet<string>(["kind", "language", "region", "district", .. _parts, "country"], StringComparer.Ordinal);

    public bool Overseas { get; }

    internal override ValueKind Kind => ValueKind.Structure;

    /// <summary>The values that a member can have, where they are few.</summary>
    internal static IReadOnlyList<string>? OfferedBy(string member) => member switch
    {
        "kind" => _anywhere,
        "language" => _languages,
        "region" => HongKongAddress.Regions,
        "district" => _districts,
        _ => null,
    };

    internal override JsonNode? Read(JsonElement answer, string path, Findings found)
    {
        if (answer.ValueKind != JsonValueKind.Object)
        {
            found.Add(path, "wrong-type", answer);
            return null;
        }

        var members = JsonText.Members(answer);
        var address = new JsonObject();
        Take("kind", Overseas ? _anywhere : _here);
        if (address["kind"]?.GetValue<string>() == "overseas")
        {
            Lines();
            Take("country", Countries.Codes, capitals: true);
        }
        else
        {
            Take("language", OfferedBy("language")!);
            Take("region", OfferedBy("region")!);
            Take("district", OfferedBy("district")!);
            foreach (var part in _parts)
            {
                Take(part, null);
            }
        }

        foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            found.Add($"{path}.{FieldSet.Spoken(name)}", "unknown-field", value);
        }

        return address.All(member => member.Key is "kind" or "language") ? null : address;

        void Take(string name, IReadOnlyCollection<string>? offered, bool capitals = false)
        {
            if (!members.Remove(name, out var member) || member.ValueKind == JsonValueKind.Null)
            {
                return;
            }

            if (Line(member, $"{path}.{name}", found) is { } text)
            {
                text = capitals ? PlainText.Compact(text) : text;
                if (offered?.Contains(text) == false)
                {
                    found.Add($"{path}.{name}", "unknown-option", member);
                }
                else
                {
                    address[name] = text;
                }
            }
        }

        void Lines()
        {
            if (!members.Remove("lines", out var given) || given.ValueKind == JsonValueKind.Null)
            {
                return;
            }

            if (given.ValueKind != JsonValueKind.Array || given.GetArrayLength() > GroupField.MostItems)
            {
                found.Add($"{path}.lines", given.ValueKind == JsonValueKind.Array ? "too-many" : "wrong-type", given);
                return;
            }

            var lines = given.EnumerateArray().Select((line, index) => Line(line, $"{path}.lines[{index}]", found)).OfType<string>().ToList();
            if (lines.Count > 0)
            {
                address["lines"] = new JsonArray([.. lines.Select(line => JsonValue.Create(line))]);
            }
        }
    }

    internal override void Judge(JsonNode answer, string path, Scope scope, Findings found)
    {
        var address = answer.AsObject();
        if (!address.ContainsKey("kind"))
        {
            Incomplete("kind");
            return;
        }

        if (address["kind"]!.GetValue<string>() == "overseas")
        {
            Lengths(address["lines"] as JsonArray);
            Incomplete("lines");
            Incomplete("country");
            return;
        }

        Incomplete("region");
        Incomplete("district");
        var (region, district) = (Text("region"), Text("district"));
        if (region is not null && district is not null && HongKongAddress.District(district)!.Region != region)
        {
            found.Add($"{path}.district", "address-district");
        }

        foreach (var part in _parts.Where(part => PlainText.Length(Text(part) ?? "") > LongestText))
        {
            found.Add($"{path}.{part}", "too-long", "max", LongestText);
        }

        if (!_places.Any(address.ContainsKey))
        {
            Incomplete("street");
        }

        void Incomplete(string member)
        {
            // What was given in the wrong shape has been told already.
            var place = $"{path}.{member}";
            var told = found.All.Any(finding => finding.Problem.Field == place || finding.Problem.Field.StartsWith($"{place}[", StringComparison.Ordinal));
            if (!address.ContainsKey(member) && !told)
            {
                found.Add(place, "address-incomplete");
            }
        }

        void Lengths(JsonArray? lines)
        {
            if (lines?.Count > MostLines)
            {
                found.Add($"{path}.lines", "too-many", "max", MostLines);
            }

            for (var index = 0; index < lines?.Count; index++)
            {
                if (PlainText.Length(lines[index]!.GetValue<string>()) > LongestText)
                {
                    found.Add($"{path}.lines[{index}]", "too-long", "max", LongestText);
                }
            }
        }

        string? Text(string member) => address[member]?.GetValue<string>();
    }

    private static string? Line(JsonElement given, string path, Findings found)
    {
        var typed = JsonText.Of(given);
        var text = typed is null ? "" : PlainText.Tidy(typed);
        if (typed is null || PlainText.HasControls(text, lines: false))
        {
            found.Add(path, given.ValueKind == JsonValueKind.String ? "control-characters" : "wrong-type", given);
            return null;
        }

        return text.Length == 0 ? null : text;
    }
}
