using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Appointments.PublishRules;

namespace EGov.Functions.Tests.Features.Appointments;

/// <summary>Rule documents for tests: those of the build with something changed, and a small department's.</summary>
internal static class RuleTexts
{
    public static JsonNode Shipped(string document) => JsonNode.Parse(ShippedRules.Read().Documents switch
    {
        var all => document switch
        {
            "offices" => all.Offices!,
            "calendar" => all.Calendar!,
            _ => all.Services!,
        },
    })!;

    /// <summary>The build's rules, with one document changed.</summary>
    public static PublishRulesCommand Changed(string document, Action<JsonNode> change)
    {
        var all = new[] { "offices", "calendar", "services" }.ToDictionary(name => name, Shipped);
        change(all[document]);
        return Command(all["offices"], all["calendar"], all["services"]);
    }

    /// <summary>One office and one service of a department, from nine to noon on every day of the week.</summary>
    public static PublishRulesCommand Small(string department, string office = "LIB-1", string service = "study-room") => Command(
        JsonNode.Parse($$$"""{"department": "{{{department}}}", "offices": [{"id": "{{{office}}}", "name": {{{Text}}}, "address": {{{Text}}}, "region": "HK"}]}""")!,
        JsonNode.Parse($$$"""{"knownUntil": "2027-12-31", "holidays": [{"date": "2026-12-25", "name": {{{Text}}}}]}""")!,
        JsonNode.Parse($$$"""
            {"department": "{{{department}}}", "services": [{
              "id": "{{{service}}}", "name": {{{Text}}}, "summary": {{{Text}}}, "documents": ["hkid"], "classes": [{"id": "adult", "name": {{{Text}}}}],
              "windows": [{"from": "2026-01-01", "first": 1, "last": 20, "week": "mon-sat"}], "release": [{"percent": 100}], "group": 2,
              "schedules": [{"office": "{{{office}}}", "from": "2026-01-01", "sessions": [{
                "id": "am", "days": ["sun", "mon", "tue", "wed", "thu", "fri", "sat"], "start": "09:00", "end": "12:00", "slotMinutes": 30, "counters": 2, "hours": "general"}]}]}]}
            """)!);

    private const string Text = """{"en": "a", "tc": "甲", "sc": "甲"}""";

    private static PublishRulesCommand Command(JsonNode offices, JsonNode calendar, JsonNode services) => new(
        JsonSerializer.SerializeToElement(offices), JsonSerializer.SerializeToElement(calendar), JsonSerializer.SerializeToElement(services));
}
