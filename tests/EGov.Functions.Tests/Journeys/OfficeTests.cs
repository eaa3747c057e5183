using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EGov.Functions.Tests.Journeys;

/// <summary>Officers at the offices of their department, over HTTP.</summary>
public sealed class OfficeTests(Platform platform)
{
    private const string Desk = "departments/immd/appointments";

    [Fact]
    public async Task An_officer_sees_a_booking_by_reference_alone_opens_it_and_the_person_sees_that_they_did()
    {
        var (anyone, officer) = (await platform.WithTokenAsync(null), await platform.OfficerAsync("immd"));
        var booked = await BookAsync(anyone);
        var (reference, pass) = (booked.Text("reference"), booked.Pass);

        var day = (await officer.GetAsync($"{Desk}/offices/RKO/days/{booked.Text("date")}")).Is(200);
        var session = day.Body!["sessions"]!.AsArray().Single(one => (string?)one!["service"] == "hkic")!;
        var line = Assert.Single(session["bookings"]!.AsArray(), one => (string?)one!["reference"] == reference)!;
        Assert.Equal(("expected", booked.Text("time"), "reach-18", 1), ((string?)line["visit"], (string?)line["time"], (string?)line["class"], (int)line["party"]!));
        Assert.Equal((int)session["booked"]!, session["bookings"]!.AsArray().Sum(one => (int)one!["party"]!));
        Assert.DoesNotContain(booked.Document, Encoding.UTF8.GetString(day.Bytes), StringComparison.Ordinal);
        Assert.Empty((await anyone.GetAsync($"appointments/{reference}", ("Appointment-Pass", pass))).Is(200).Body!["accesses"]!.AsArray());

        var opened = (await officer.GetAsync($"{Desk}/bookings/{reference}?office=RKO&date={booked.Text("date")}")).Is(200);
        Assert.Equal($"{booked.Document[..4]}*****", (string?)opened.Body!["details"]!["documentNumber"]);
        Assert.Equal(("1985-06-15", "tc"), ((string?)opened.Body["details"]!["dateOfBirth"], (string?)opened.Body["details"]!["language"]));
        Assert.Equal("no-store", opened.Headers.CacheControl?.ToString());
        var access = Assert.Single((await anyone.GetAsync($"appointments/{reference}", ("Appointment-Pass", pass))).Is(200).Body!["accesses"]!.AsArray());
        Assert.Equal("immd", (string?)access!["department"]);
    }

    [Fact]
    public async Task Whoever_booked_signed_in_sees_the_opening_among_all_that_was_opened_of_theirs()
    {
        var (citizen, officer) = (await platform.CitizenAsync(), await platform.OfficerAsync("immd"));
        var booked = await BookAsync(citizen);
        (await officer.GetAsync($"{Desk}/bookings/{booked.Text("reference")}?office=RKO&date={booked.Text("date")}")).Is(200);

        var access = await Until.ValueAsync(
            async () => (await citizen.ListAsync("me/accesses", "accesses")) is [var only] ? only : null,
            "the list leads to the appointment");

        Assert.Equal(
            ("immd", "appointment", booked.Text("reference"), "serve-at-office", "To serve you at your appointment."),
            ((string?)access["department"], (string?)access["subject"], (string?)access["reference"], (string?)access["purpose"], (string?)access["why"]!["en"]));
    }

    [Fact]
    public async Task Whoever_comes_on_the_wrong_day_is_told_the_right_one()
    {
        var (anyone, officer) = (await platform.WithTokenAsync(null), await platform.OfficerAsync("immd"));
        var booked = await BookAsync(anyone);

        await Until.Async(
            async () => (await officer.DoAsync($"{Desk}/check-ins", new { code = $"APPT:{booked.Text("reference")}", office = "RKO" })) is { Code: "booked-elsewhere" } told
                && (string?)told.Body!["values"]!["date"] == booked.Text("date")
                && (string?)told.Body["values"]!["office"] == "RKO",
            "the reference leads to its appointment");
        (await officer.DoAsync($"{Desk}/check-ins", new { code = "APPT:none", office = "RKO" })).Refuses("reference-invalid");
        (await officer.DoAsync($"{Desk}/no-shows", new { reference = booked.Text("reference"), office = "RKO", date = booked.Text("date") })).Refuses("slot-not-over");
        (await officer.PostAsync($"{Desk}/check-ins", new { code = booked.Text("reference"), office = "RKO" })).Refuses("idempotency-key-missing");
    }

    [Fact]
    public async Task A_day_that_did_not_change_is_not_sent_again()
    {
        var officer = await platform.OfficerAsync("immd");
        var first = (await officer.GetAsync($"{Desk}/offices/MR-01/days/2030-01-08")).Is(200);

        Assert.Empty((await officer.GetAsync($"{Desk}/offices/MR-01/days/2030-01-08", ("If-None-Match", first.ETag))).Is(304).Bytes);
        (await officer.GetAsync($"{Desk}/offices/MR-01/days/tomorrow")).Refuses("date-invalid");
        (await officer.GetAsync($"{Desk}/offices/NONE/days/2030-01-08")).Refuses("not-found");
    }

    /// <summary>At an office and a service that no other journey books at.</summary>
    [Fact]
    public async Task A_quota_is_previewed_set_and_found_among_the_changes()
    {
        var officer = await platform.OfficerAsync("immd");
        var from = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(30);
        var quota = new { service = "naturalisation", office = "HQ-TKO", session = "am", from, to = from.AddDays(13), weekdays = new[] { "tue", "thu" }, seats = 7 };

        var preview = (await officer.PostAsync($"{Desk}/quotas/preview", quota)).Is(200).Body!["effects"]!.AsArray();
        Assert.All(preview, effect => Assert.Equal((4, 4, 7, "changed"), ((int)effect!["planned"]!, (int)effect["before"]!, (int)effect["seats"]!, (string?)effect["outcome"])));
        var key = Guid.NewGuid().ToString();
        var done = (await officer.PutAsync($"{Desk}/quotas", quota, ("Idempotency-Key", key))).Is(200);
        Assert.Equal(preview.ToJsonString(), done.Body!["effects"]!.ToJsonString());
        Assert.Equal(done.Bytes, (await officer.PutAsync($"{Desk}/quotas", quota, ("Idempotency-Key", key))).Is(200).Bytes);
        (await officer.PutAsync($"{Desk}/quotas", quota with { seats = 6 }, ("Idempotency-Key", key))).Refuses("idempotency-key-reused");

        var day = (await officer.GetAsync($"{Desk}/offices/HQ-TKO/days/{(string)preview[0]!["date"]!}")).Is(200).Body!;
        Assert.Equal(7, (int)day["sessions"]!.AsArray().Single(one => (string?)one!["service"] == "naturalisation" && (string?)one["session"] == "am")!["seats"]!);
        var change = (await officer.GetAsync($"{Desk}/quotas/changes?office=HQ-TKO")).Is(200).Body!["changes"]!.AsArray()[0]!;
        Assert.Equal(("Cheung Ka Yan", 7, true), ((string?)change["by"], (int)change["seats"]!, (bool)change["finished"]!));
    }

    [Fact]
    public async Task The_offices_of_a_department_say_what_they_do_and_utilisation_comes_as_a_table_too()
    {
        var officer = await platform.OfficerAsync("immd");
        var offices = (await officer.GetAsync($"{Desk}/offices")).Is(200).Body!["offices"]!.AsArray();
        var service = offices.Single(office => (string?)office!["id"] == "RKO")!["services"]!.AsArray().Single(one => (string?)one!["id"] == "hkic")!;
        Assert.Contains("day", service["sessions"]!.AsArray().Select(session => (string?)session!["id"]));
        Assert.Equal(["lost", "damaged"], service["classes"]!.AsArray().Where(one => (bool)one!["walkIn"]!).Select(one => (string?)one!["id"]));

        var csv = (await officer.GetAsync($"{Desk}/utilisation?office=RKO&from=2030-01-07&to=2030-01-12", ("Accept", "text/csv"))).Is(200);
        Assert.Equal("text/csv", csv.ContentHeaders.ContentType?.MediaType);
        Assert.Equal(8, Encoding.UTF8.GetString(csv.Bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Nobody_but_the_departments_own_officers_has_any_business_here()
    {
        var body = new { code = "x", office = "RKO", service = "hkic", @class = "lost" };
        (string Method, string Path)[] calls =
        [
            ("GET", "offices"), ("GET", "offices/RKO/days/2030-01-08"), ("GET", "bookings/CDFH-3467-XY3K?office=RKO&date=2030-01-08"),
            ("GET", "utilisation?office=RKO&from=2030-01-08&to=2030-01-08"), ("GET", "quotas/changes?office=RKO"),
            ("POST", "check-ins"), ("POST", "no-shows"), ("POST", "walk-ins"), ("POST", "quotas/preview"), ("PUT", "quotas"),
        ];
        (Caller Who, string Code)[] strangers =
        [
            (await platform.WithTokenAsync(null), "sign-in-required"),
            (await platform.CitizenAsync(), "not-permitted"),
            (await platform.PersonaAsync("help-desk-kwok"), "not-permitted"),
            (await platform.OfficerAsync("td"), "not-found"),
            (await platform.WithTokenAsync(await platform.TokenAsync("Officer")), "not-found"),
        ];

        foreach (var (who, code) in strangers)
        {
            foreach (var (method, path) in calls)
            {
                var content = method == "GET" ? null : System.Net.Http.Json.JsonContent.Create(body);
                (await who.SendAsync(new HttpMethod(method), $"{Desk}/{path}", content, ("Idempotency-Key", Guid.NewGuid().ToString()))).Refuses(code);
            }
        }
    }

    /// <summary>An appointment of somebody whom no other test knows, at RKO.</summary>
    private static async Task<Booked> BookAsync(Caller anyone)
    {
        const string Query = "service=hkic&class=reach-18&offices=RKO";
        var document = $"K{RandomNumberGenerator.GetInt32(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture)}";
        var days = (await anyone.GetAsync($"appointments/availability?{Query}")).Is(200).Body!["days"]!.AsArray();
        var date = (string)days.Last(day => (int?)day!["general"] > 0)!["date"]!;
        var slots = (await anyone.GetAsync($"appointments/availability/{date}?{Query}")).Is(200).Body!["offices"]![0]!["slots"]!.AsArray();
        var held = (await anyone.DoAsync("appointments/holds", new JsonObject
        {
            ["service"] = "hkic",
            ["class"] = "reach-18",
            ["office"] = "RKO",
            ["date"] = date,
            ["time"] = (string)slots[^1]!["time"]!,
            ["document"] = new JsonObject { ["type"] = "travel-document", ["number"] = document },
            ["dateOfBirth"] = "1985-06-15",
            ["enquiryCode"] = "2580",
            ["language"] = "tc",
        })).Is(201);
        var pass = held.Text("pass");
        var confirmed = (await anyone.PostAsync(
            $"appointments/{held.Text("reference")}/confirmation", new { }, ("Idempotency-Key", Guid.NewGuid().ToString()), ("Appointment-Pass", pass))).Is(200);
        return new Booked(confirmed, pass, document);
    }

    private sealed record Booked(Reply Reply, string Pass, string Document)
    {
        public string Text(string member) => Reply.Text(member);
    }
}
