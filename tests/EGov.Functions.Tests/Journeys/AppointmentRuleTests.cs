using EGov.Functions.Tests.Features.Appointments;

namespace EGov.Functions.Tests.Journeys;

/// <summary>Departments change the rules of their appointments over HTTP, while others book by them.</summary>
public sealed class AppointmentRuleTests(Platform platform)
{
    private const string Immd = "departments/immd/appointment-rules";

    [Fact]
    public async Task A_department_publishes_its_first_rules_and_anybody_sees_them_at_once()
    {
        var lcsd = await platform.OfficerAsync("lcsd");
        var anyone = await platform.WithTokenAsync(null);
        var rules = RuleTexts.Small("lcsd", "LIB-9", "reading-room");
        (await lcsd.GetAsync("departments/lcsd/appointment-rules")).Refuses("not-found");
        (await lcsd.PutAsync("departments/lcsd/appointment-rules", rules)).Refuses("precondition-required");

        var published = (await lcsd.PutAsync("departments/lcsd/appointment-rules", rules, ("If-Match", "\"0\""))).Is(200);

        Assert.True((int)published.Body!["version"]! > 0);
        Assert.Equal(published.ETag, (await lcsd.GetAsync("departments/lcsd/appointment-rules")).Is(200).ETag);
        Assert.Contains("reading-room", Services(await anyone.GetAsync("appointments/services")));
        (await anyone.GetAsync("appointments/availability?service=reading-room&class=adult")).Is(200);

        (await lcsd.PutAsync("departments/lcsd/appointment-rules", RuleTexts.Small("lcsd", "LIB-9", "chess-room"), ("If-Match", "\"0\""))).Refuses("changed-meanwhile");
        Assert.DoesNotContain("chess-room", Services(await anyone.GetAsync("appointments/services")));
        var versions = (await lcsd.GetAsync("departments/lcsd/appointment-rules/versions")).Is(200).Body!["versions"]!.AsArray();
        Assert.Equal(["offices", "calendar", "services"], Assert.Single(versions)!["changed"]!.AsArray().Select(name => (string?)name));
        var one = (await lcsd.GetAsync($"departments/lcsd/appointment-rules/versions/{versions[0]!["version"]}")).Is(200);
        Assert.Equal("reading-room", (string?)one.Body!["documents"]!["services"]!["services"]![0]!["id"]);
    }

    [Fact]
    public async Task What_is_wrong_with_rules_is_told_by_place_in_the_officers_language()
    {
        var officer = await platform.OfficerAsync("immd");
        var seen = (await officer.GetAsync(Immd)).Is(200);
        var documents = seen.Body!["documents"]!;
        documents["services"]!["services"]![0]!["release"]![0]!["percent"] = 1;
        documents["offices"]!["offices"]![0]!["opens"] = "soon";

        var refused = (await officer.PutAsync(Immd, documents, ("If-Match", seen.ETag), ("Accept-Language", "zh-Hant-HK"))).Refuses("rules-defective");

        Assert.Equal(
            ["offices.offices[0].opens：not-a-date", "services.services[0].release：not-100-percent"],
            refused.Body!["errors"]!.AsArray().Select(error => (string?)error!["detail"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rules_that_would_leave_a_booking_without_a_place_are_refused_with_the_numbers()
    {
        var officer = await platform.OfficerAsync("immd");
        var anyone = await platform.WithTokenAsync(null);
        var booked = await BookAsync(anyone);
        var seen = (await officer.GetAsync(Immd)).Is(200);
        var documents = seen.Body!["documents"]!;
        foreach (var session in documents["services"]!["services"]!.AsArray()
            .Single(service => (string?)service!["id"] == "travel-records")!["schedules"]!.AsArray()
            .SelectMany(schedule => schedule!["sessions"]!.AsArray()))
        {
            session!["id"] = "renamed";
        }

        var refused = (await officer.PutAsync(Immd, documents, ("If-Match", seen.ETag))).Refuses("rules-orphan-bookings");

        Assert.True(int.Parse((string)refused.Body!["values"]!["seats"]!, null) >= 1);
        Assert.Contains(booked, refused.Body["errors"]!.AsArray().Select(error => (string)error!["detail"]!));
        Assert.Equal(seen.ETag, (await officer.GetAsync(Immd)).Is(200).ETag);
    }

    [Fact]
    public async Task What_the_hotline_gave_out_is_gone_for_all_and_nobody_here_loses_a_place()
    {
        var system = await platform.WithTokenAsync(await platform.TokenAsync("DepartmentSystem", "immd"));
        var anyone = await platform.WithTokenAsync(null);
        const string Query = "service=right-of-abode&class=other&offices=IBO-YL";
        var date = (await anyone.GetAsync($"appointments/availability?{Query}")).Is(200).Text("last");
        const string Path = "departments/immd/appointments/other-channels";
        object Report(params int[] seats) => new
        {
            asOf = DateTimeOffset.UtcNow,
            sessions = new[] { new { service = "right-of-abode", office = "IBO-YL", date, session = "am", seats } },
        };

        var reported = (await system.PutAsync(Path, Report(2, 2, 2, 2, 2, 2, 2))).Is(200);
        Assert.Equal((1, 0), ((int)reported.Body!["sessions"]!, reported.Body["unplaced"]!.AsArray().Count));
        var level = await Until.ValueAsync(
            async () => (await anyone.GetAsync($"appointments/availability?{Query}")).Is(200).Body!["days"]!.AsArray()
                .Single(day => (string?)day!["date"] == date)! is var day && (int)day["general"]! == 10 ? (string?)day["generalLevel"] : null,
            "the hotline's seats are seen to be taken");
        Assert.Equal("many", level);

        var refused = (await system.PutAsync(Path, Report(2, 2))).Refuses("report-defective");
        Assert.Contains("7", (string?)refused.Body!["errors"]![0]!["detail"], StringComparison.Ordinal);
        (await (await platform.OfficerAsync("td")).PutAsync(Path, Report(0, 0, 0, 0, 0, 0, 0))).Refuses("not-found");
        (await (await platform.CitizenAsync()).PutAsync(Path, Report(0, 0, 0, 0, 0, 0, 0))).Refuses("not-permitted");
        (await system.PutAsync(Path, Report(0, 0, 0, 0, 0, 0, 0))).Is(200);
    }

    [Fact]
    public async Task Nobody_but_the_departments_own_people_sees_or_changes_its_rules()
    {
        var stranger = await platform.OfficerAsync("td");
        var citizen = await platform.CitizenAsync();
        var anyone = await platform.WithTokenAsync(null);

        foreach (var path in new[] { Immd, $"{Immd}/versions", $"{Immd}/versions/1" })
        {
            (await stranger.GetAsync(path)).Refuses("not-found");
            (await citizen.GetAsync(path)).Refuses("not-permitted");
            (await anyone.GetAsync(path)).Refuses("sign-in-required");
        }

        (await stranger.PutAsync(Immd, RuleTexts.Small("immd"), ("If-Match", "*"))).Refuses("not-found");
        (await citizen.PutAsync(Immd, RuleTexts.Small("immd"), ("If-Match", "*"))).Refuses("not-permitted");
    }

    private static IEnumerable<string?> Services(Reply list) => list.Is(200).Body!["services"]!.AsArray().Select(service => (string?)service!["id"]);

    /// <summary>A booking for a service that no other test books, and how a refusal names its session.</summary>
    private static async Task<string> BookAsync(Caller anyone)
    {
        const string Query = "service=travel-records&class=self";
        var last = (await anyone.GetAsync($"appointments/availability?{Query}")).Is(200).Text("last");
        var slots = (await anyone.GetAsync($"appointments/availability/{last}?{Query}")).Is(200).Body!["offices"]![0]!;
        var office = (string)slots["office"]!;
        var held = (await anyone.DoAsync("appointments/holds", new
        {
            service = "travel-records",
            @class = "self",
            office,
            date = last,
            time = (string)slots["slots"]![0]!["time"]!,
            document = new { type = "travel-document", number = $"R{Random.Shared.Next(10_000_000, 99_999_999)}" },
            dateOfBirth = "1985-06-15",
            enquiryCode = "2580",
            language = "en",
        })).Is(201);
        (await anyone.PostAsync(
            $"appointments/{held.Text("reference")}/confirmation",
            new { },
            ("Idempotency-Key", Guid.NewGuid().ToString()),
            ("Appointment-Pass", held.Text("pass")))).Is(200);
        return $"travel-records, {office}, {last}, day: 1";
    }
}
