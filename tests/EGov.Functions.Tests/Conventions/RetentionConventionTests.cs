using System.Text.Json;
using EGov.Functions.Features.Catalogue;
using EGov.Functions.Features.Forms;
using EGov.Functions.Hosting;

namespace EGov.Functions.Tests.Conventions;

public sealed class RetentionConventionTests
{
    /// <summary>What was there before the inventory had versions; whatever comes later says with which version.</summary>
    private static readonly string[] s_first =
    [
        "Forms", "Drafts", "DraftCalendar", "Attachments", "Submissions", "AccessLog", "Inboxes", "Timelines", "Appointments", "Sessions", "Rules", "AppointmentLists",
        "Closures", "Watches", "WaitingRooms", "AppointmentReferences", "QuotaChanges", "quarantine", "vault",
    ];

    private static readonly JsonElement s_retention = Json(Repository.Read("infra", "retention.json"));
    private static readonly JsonElement s_storage = Json(Repository.Read("infra", "storage.json"));

    [Fact]
    public void Every_table_and_container_is_of_one_data_class() => Assert.Empty(RetentionRules.Classes(s_retention, s_storage));

    [Fact]
    public void Every_data_class_says_why_and_how_it_ends() =>
        Assert.Empty(RetentionRules.Ends(s_retention, [.. FunctionCatalogue.All.Select(function => function.Name)]));

    [Fact]
    public void Periods_of_their_own_are_of_departments_and_forms_that_there_are() => Assert.Empty(RetentionRules.Exceptions(
        s_retention,
        [.. new Departments().All.Select(department => department.Code)],
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "functions", "EGov.Functions", "Features", "Forms", "Documents")).Select(file => Path.GetFileNameWithoutExtension(file))]));

    [Fact]
    public void The_page_says_what_the_schedule_says() =>
        Assert.Contains(RetentionRules.Table(s_retention), Repository.Read("docs", "retention.md"), StringComparison.Ordinal);

    [Fact]
    public void What_other_things_end_ends_when_the_schedule_says()
    {
        Assert.Equal(Days("drafts"), Draft.Lifetime.TotalDays);
        Assert.Equal(Days("uploads"), s_storage.GetProperty("containers").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "quarantine").GetProperty("deleteAfterDays").GetInt32());
    }

    /// <summary>A backup reads one table after another: what is shredded between them must be due in it still, or a restore would keep it for ever.</summary>
    [Fact]
    public void The_calendar_is_backed_up_before_what_it_leads_to() =>
        Assert.Equal("RetentionCalendar", s_storage.GetProperty("tables")[0].GetString());

    [Fact]
    public void What_came_later_says_with_which_version_of_the_inventory()
    {
        var added = s_storage.GetProperty("added").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetInt32());
        var version = s_storage.GetProperty("version").GetInt32();

        Assert.Equal(Stored().Except(s_first).Order(StringComparer.Ordinal), added.Keys.Order(StringComparer.Ordinal));
        Assert.All(added.Values, one => Assert.InRange(one, 2, version));
        Assert.Equal(version, added.Values.Max());
    }

    [Fact]
    public void What_is_not_classed_is_found()
    {
        var retention = Json("""
            {"classes": [
              {"id": "a", "holds": ["One", "Two"], "days": 3, "from": "decision", "endedBy": "NoSuchFunction", "why": "Because somebody needs it that long.",
               "departments": [{"id": "nowhere", "days": 1, "why": "Because somebody needs it that long."}], "forms": [{"id": "no-form", "days": 0, "why": "x"}]},
              {"id": "b", "holds": ["Two", "Gone"], "kept": true, "days": 1, "from": "x", "why": "Because somebody needs it that long."}
            ]}
            """);

        Assert.Equal(
            ["Three is of no data class", "files is of no data class", "Two is of 2 data classes", "Gone is of a data class and not stored"],
            RetentionRules.Classes(retention, Json("""{"tables": ["One", "Two", "Three"], "containers": [{"name": "files"}]}""")));
        Assert.Equal(["a is ended by nothing", "a does not say why no-form is kept so long", "b does not say how it ends"], RetentionRules.Ends(retention, ["ShredExpired"]));
        Assert.Equal(["a: nowhere is none of the departments, or has no days", "a: no-form is none of the forms, or has no days"], RetentionRules.Exceptions(retention, ["immd"], ["no-form"]));
    }

    private static int Days(string id) =>
        s_retention.GetProperty("classes").EnumerateArray().Single(one => one.GetProperty("id").GetString() == id).GetProperty("days").GetInt32();

    private static IEnumerable<string> Stored() =>
    [
        .. s_storage.GetProperty("tables").EnumerateArray().Select(table => table.GetString()!),
        .. s_storage.GetProperty("containers").EnumerateArray().Select(container => container.GetProperty("name").GetString()!),
    ];

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
