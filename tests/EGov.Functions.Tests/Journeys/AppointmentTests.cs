using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace EGov.Functions.Tests.Journeys;

/// <summary>Appointments without an account, over HTTP, by the rules that this build carries.</summary>
public sealed class AppointmentTests(Platform platform)
{
    private const string Service = "hkic";
    private const string Class = "lost";

    /// <summary>Seats of the days before this one are released at eight in the morning, when a turn may be needed.</summary>
    private const int QuietFrom = 14;

    [Fact]
    public async Task A_person_holds_confirms_sees_moves_and_cancels_an_appointment()
    {
        var anyone = await platform.WithTokenAsync(null);
        var person = Person.New();
        var (slot, other) = await TwoSlotsAsync(anyone);
        var held = (await HoldAsync(anyone, person, slot)).Is(201);
        var (reference, pass) = (held.Text("reference"), held.Text("pass"));
        Assert.Equal("held", (string?)held.Body!["appointment"]!["status"]);

        var key = Guid.NewGuid().ToString();
        var booked = (await ActAsync(anyone, reference, "confirmation", pass, key)).Is(200);
        Assert.Equal("booked", booked.Text("status"));
        (await ActAsync(anyone, reference, "confirmation", pass, key)).Is(200);
        (await ActAsync(anyone, reference, "confirmation", pass)).Refuses("already-confirmed");
        (await HoldAsync(anyone, person, other)).Refuses("already-booked");

        var changeKey = Guid.NewGuid().ToString();
        var moved = (await ChangeAsync(anyone, reference, pass, booked.ETag, other, changeKey)).Is(200);
        Assert.Equal((other.Date, other.Time, 1), (moved.Text("date"), moved.Text("time"), (int)moved.Body!["sequence"]!));
        (await ChangeAsync(anyone, reference, pass, booked.ETag, other, changeKey)).Is(200);
        (await ChangeAsync(anyone, reference, pass, booked.ETag, slot)).Refuses("changed-meanwhile");

        var found = (await LookUpAsync(anyone, person)).Is(200);
        Assert.Equal(reference, (string?)found.Body!["appointment"]!["reference"]);
        var seen = (await anyone.GetAsync($"appointments/{reference}", (PassHeader, found.Text("pass")))).Is(200);
        var cancelled = (await ActAsync(anyone, reference, "cancellation", found.Text("pass"), null, ("If-Match", seen.ETag))).Is(200);
        Assert.Equal("cancelled", cancelled.Text("status"));
        var calendar = (await anyone.GetAsync($"appointments/{reference}/calendar?language=tc", (PassHeader, pass))).Is(200);
        Assert.Equal("text/calendar", calendar.ContentHeaders.ContentType?.MediaType);
        Assert.Contains("METHOD:CANCEL\r\n", System.Text.Encoding.UTF8.GetString(calendar.Bytes), StringComparison.Ordinal);
        (await HoldAsync(anyone, person, slot)).Is(201);
    }

    [Fact]
    public async Task The_same_call_has_the_same_hold_and_another_body_under_its_key_is_refused()
    {
        var anyone = await platform.WithTokenAsync(null);
        var person = Person.New();
        var (slot, other) = await TwoSlotsAsync(anyone);
        var key = Guid.NewGuid().ToString();

        var first = (await HoldAsync(anyone, person, slot, key)).Is(201);
        var second = (await HoldAsync(anyone, person, slot, key)).Is(201);

        Assert.Equal(first.Text("reference"), second.Text("reference"));
        (await HoldAsync(anyone, person, other, key)).Refuses("idempotency-key-reused");
    }

    [Fact]
    public async Task Whoever_picks_another_slot_lets_the_first_one_go_and_cannot_confirm_it_any_more()
    {
        var anyone = await platform.WithTokenAsync(null);
        var person = Person.New();
        var (slot, other) = await TwoSlotsAsync(anyone);
        var first = (await HoldAsync(anyone, person, slot)).Is(201);

        (await HoldAsync(anyone, person with { Code = "9999" }, other)).Refuses("already-booked");
        var second = (await HoldAsync(anyone, person, other)).Is(201);

        (await ActAsync(anyone, first.Text("reference"), "confirmation", first.Text("pass"))).Refuses("hold-lapsed");
        (await ActAsync(anyone, second.Text("reference"), "confirmation", second.Text("pass"))).Is(200);
    }

    [Fact]
    public async Task Of_many_who_want_one_slot_at_once_exactly_as_many_get_it_as_it_has_seats()
    {
        var anyone = await platform.WithTokenAsync(null);
        var slot = (await SlotsAsync(anyone, QuietFrom + 19)).Last();

        var replies = await Task.WhenAll(Enumerable.Range(0, slot.Free + 60).Select(async _ =>
        {
            var held = await HoldAsync(anyone, Person.New(), slot);
            return held.Status == 201 ? await ActAsync(anyone, held.Text("reference"), "confirmation", held.Text("pass")) : held;
        }));

        Assert.Equal(slot.Free, replies.Count(reply => reply.Status == 200));
        Assert.All(replies.Where(reply => reply.Status != 200), reply => reply.Refuses("slot-taken"));
        Assert.Contains("-", (string?)replies.First(reply => reply.Status != 200).Body!["values"]!["alternatives"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_tries_lock_the_lookup_and_no_answer_tells_whether_there_is_an_appointment()
    {
        var anyone = await platform.WithTokenAsync(null);
        var person = Person.New();
        (await HoldAsync(anyone, person, (await TwoSlotsAsync(anyone)).One)).Is(201);

        var nobody = (await LookUpAsync(anyone, Person.New())).Refuses("lookup-refused");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(nobody.Text("detail"), (await LookUpAsync(anyone, person with { Code = "0000" })).Refuses("lookup-refused").Text("detail"));
        }

        (await LookUpAsync(anyone, person)).Refuses("lookup-refused");
    }

    public static TheoryData<string, string, string> BadHolds => new()
    {
        { "service", "\"none\"", "service-unknown" },
        { "class", "\"none\"", "class-unknown" },
        { "office", "\"none\"", "office-unknown" },
        { "date", "\"2020-01-02\"", "slot-past" },
        { "date", "\"2030-01-02\"", "outside-window" },
        { "time", "\"03:07\"", "slot-unknown" },
        { "party", "6", "party-too-large" },
        { "party", "-1", "party-too-large" },
        { "dateOfBirth", "\"2090-01-01\"", "date-of-birth-invalid" },
        { "enquiryCode", "\"12a4\"", "enquiry-code-invalid" },
        { "email", "\"nobody\"", "email-format" },
        { "document", "{\"type\": \"hkid\", \"number\": \"A123456(4)\"}", "hkid-check-digit" },
        { "document", "{\"type\": \"library-card\", \"number\": \"A123456\"}", "document-invalid" },
        { "document", "null", "document-invalid" },
        { "date", "7", "malformed-json" },
    };

    [Theory]
    [MemberData(nameof(BadHolds))]
    public async Task What_cannot_be_held_is_refused_with_its_own_code(string member, string value, string code)
    {
        var anyone = await platform.WithTokenAsync(null);
        var body = Body(Person.New(), (await TwoSlotsAsync(anyone)).One);
        body[member] = JsonNode.Parse(value);

        (await anyone.DoAsync("appointments/holds", body)).Refuses(code);
    }

    [Fact]
    public async Task A_pass_that_is_forged_or_another_appointments_opens_nothing()
    {
        var anyone = await platform.WithTokenAsync(null);
        var slots = await TwoSlotsAsync(anyone);
        var mine = (await HoldAsync(anyone, Person.New(), slots.One)).Is(201);
        var theirs = (await HoldAsync(anyone, Person.New(), slots.Other)).Is(201);
        var pass = mine.Text("pass");

        (await anyone.GetAsync($"appointments/{mine.Text("reference")}")).Refuses("pass-invalid").Is(401);
        (await anyone.GetAsync($"appointments/{mine.Text("reference")}", (PassHeader, pass[..^2] + (pass[^2] == 'A' ? "BA" : "AA")))).Refuses("pass-invalid");
        (await anyone.GetAsync($"appointments/{mine.Text("reference")}", (PassHeader, "a.b.c"))).Refuses("pass-invalid");
        (await ActAsync(anyone, theirs.Text("reference"), "confirmation", pass)).Refuses("not-found");
    }

    [Fact]
    public async Task In_quiet_times_there_is_no_waiting_room_and_no_ticket_that_one_could_have_opens_it()
    {
        var anyone = await platform.WithTokenAsync(null);
        var (slot, _) = await TwoSlotsAsync(anyone);
        var document = new { type = "travel-document", number = Person.New().Document };

        (await anyone.PostAsync("appointments/queue", new { service = Service, date = slot.Date, document })).Refuses("queue-not-open").Is(409);
        (await anyone.PostAsync("appointments/queue", new { service = "none", date = slot.Date, document })).Refuses("service-unknown");
        (await anyone.PostAsync("appointments/queue", new { service = Service, date = slot.Date })).Refuses("document-invalid");
        (await anyone.GetAsync("appointments/queue")).Refuses("ticket-needed").Is(403);
        (await anyone.GetAsync("appointments/queue", ("Queue-Ticket", "eyJ9.AAAA"))).Refuses("ticket-invalid").Is(403);
    }

    [Fact]
    public async Task Whoever_looks_an_appointment_up_again_and_again_is_told_to_wait()
    {
        var anyone = await platform.WithTokenAsync(null);
        var person = Person.New();
        for (var i = 0; i < 10; i++)
        {
            (await LookUpAsync(anyone, person)).Refuses("lookup-refused");
        }

        var refused = (await LookUpAsync(anyone, person)).Refuses("too-many-calls").Is(429);
        Assert.Equal((string?)refused.Body!["values"]!["retryAfter"], refused.Headers.RetryAfter?.ToString());
    }

    [Fact]
    public async Task An_availability_that_did_not_change_is_not_sent_again()
    {
        var anyone = await platform.WithTokenAsync(null);
        var query = $"appointments/availability?service={Service}&class={Class}&offices=YLO&from=2030-01-01";
        var first = (await anyone.GetAsync(query)).Is(200);

        Assert.Empty((await anyone.GetAsync(query, ("If-None-Match", first.ETag))).Is(304).Bytes);
        (await anyone.GetAsync(query + "&party=x")).Refuses("party-too-large");
        (await anyone.GetAsync(query + "&to=tomorrow")).Refuses("date-invalid");
        (await anyone.GetAsync($"appointments/availability/today?service={Service}&class={Class}")).Refuses("date-invalid");
    }

    private const string PassHeader = "Appointment-Pass";

    private static Task<Reply> HoldAsync(Caller caller, Person person, Slot slot, string? key = null) =>
        caller.DoAsync("appointments/holds", Body(person, slot), key);

    private static Task<Reply> ActAsync(Caller caller, string reference, string act, string pass, string? key = null, params (string, string)[] headers) =>
        caller.PostAsync(
            $"appointments/{reference}/{act}", new { }, [("Idempotency-Key", key ?? Guid.NewGuid().ToString()), (PassHeader, pass), .. headers]);

    private static Task<Reply> ChangeAsync(Caller caller, string reference, string pass, string version, Slot to, string? key = null) =>
        caller.PostAsync(
            $"appointments/{reference}/change",
            new { office = to.Office, date = to.Date, time = to.Time },
            ("Idempotency-Key", key ?? Guid.NewGuid().ToString()),
            (PassHeader, pass),
            ("If-Match", version));

    private static Task<Reply> LookUpAsync(Caller caller, Person person) => caller.PostAsync(
        "appointments/lookup",
        new { service = Service, document = new { type = "travel-document", number = person.Document }, dateOfBirth = "1985-06-15", enquiryCode = person.Code });

    private static JsonObject Body(Person person, Slot slot) => new()
    {
        ["service"] = Service,
        ["class"] = Class,
        ["office"] = slot.Office,
        ["date"] = slot.Date,
        ["time"] = slot.Time,
        ["party"] = 1,
        ["document"] = new JsonObject { ["type"] = "travel-document", ["number"] = person.Document },
        ["dateOfBirth"] = "1985-06-15",
        ["enquiryCode"] = person.Code,
        ["language"] = "tc",
    };

    private static async Task<(Slot One, Slot Other)> TwoSlotsAsync(Caller caller)
    {
        var slots = await SlotsAsync(caller, QuietFrom + RandomNumberGenerator.GetInt32(19));
        return (slots[RandomNumberGenerator.GetInt32(slots.Count / 2)], slots[^1]);
    }

    /// <summary>The free times of the day so many days after the first one.</summary>
    private static async Task<List<Slot>> SlotsAsync(Caller caller, int skip)
    {
        var query = $"service={Service}&class={Class}&offices=RKO";
        var days = (await caller.GetAsync($"appointments/availability?{query}")).Is(200).Body!["days"]!.AsArray();
        var date = (string)days.Where(day => (int?)day!["general"] > 0).ElementAt(skip)!["date"]!;
        var offices = (await caller.GetAsync($"appointments/availability/{date}?{query}")).Is(200).Body!["offices"]!.AsArray();
        return [.. offices.Single()!["slots"]!.AsArray().Select(slot => new Slot("RKO", date, (string)slot!["time"]!, (int)slot["free"]!))];
    }

    private sealed record Slot(string Office, string Date, string Time, int Free);

    private sealed record Person(string Document, string Code)
    {
        public static Person New() => new($"K{RandomNumberGenerator.GetInt32(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture)}", "2580");
    }
}
