using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EGov.Functions.Tests.Journeys;

/// <summary>An office closes while people are booked there: at an office and for a service that no other journey uses.</summary>
public sealed partial class ClosureTests(Platform platform)
{
    private const string Office = "MR-06";
    private const string Closures = "departments/immd/appointments/closures";
    private const string PassHeader = "Appointment-Pass";

    [Fact]
    public async Task People_of_an_office_that_closes_are_offered_other_seats_which_they_take_or_refuse()
    {
        var (officer, anyone) = (await platform.OfficerAsync("immd"), await platform.WithTokenAsync(null));
        var (date, time) = await SlotAsync(anyone, skip: 2);
        var email = $"{Guid.NewGuid():N}@example.test";
        var (one, other) = (await BookAsync(anyone, date, time, email), await BookAsync(anyone, date, time));

        var declared = (await officer.DoAsync(Closures, Closure(date, "black-rainstorm"))).Is(201);
        var offered = await OfferedAsync(anyone, one);

        Assert.Equal("closed", offered.Text("status"));
        Assert.Equal("office-closed", (string?)offered.Body!["offer"]!["reason"]);
        Assert.True(string.CompareOrdinal((string?)offered.Body!["offer"]!["date"], date) > 0);
        (await HoldAsync(anyone, date, time)).Refuses("slot-taken");

        var written = await WrittenAsync(anyone, email);
        var accepted = (await ActAsync(anyone, one with { Pass = written }, $"offers/{(string?)offered.Body!["offer"]!["offerId"]}/acceptance")).Is(200);
        Assert.Equal(("booked", (string?)offered.Body!["offer"]!["date"]), (accepted.Text("status"), accepted.Text("date")));

        var second = await OfferedAsync(anyone, other);
        var refused = (await ActAsync(anyone, other, $"offers/{(string?)second.Body!["offer"]!["offerId"]}/refusal")).Is(200);
        Assert.Equal(("closed", null), (refused.Text("status"), refused.Body!["offer"]));

        var ended = (await officer.DoAsync($"{Closures}/{declared.Text("closureId")}/end", new { })).Is(200);
        Assert.NotNull(ended.Body!["endedAt"]);
        await Until.Async(async () => (await GetAsync(anyone, other)).Text("status") == "booked", "the booking stands again");
    }

    [Fact]
    public async Task Closures_are_listed_for_officers_of_the_department_and_nobody_else()
    {
        var officer = await platform.OfficerAsync("immd");
        var date = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(300).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var key = Guid.NewGuid().ToString();
        var declared = (await officer.DoAsync(Closures, Closure(date, "typhoon-signal-8"), key)).Is(201);

        Assert.Equal(declared.Text("closureId"), (await officer.DoAsync(Closures, Closure(date, "typhoon-signal-8"), key)).Is(201).Text("closureId"));
        (await officer.DoAsync(Closures, Closure(date, "other"), key)).Refuses("idempotency-key-reused");
        var listed = (await officer.GetAsync($"{Closures}?office={Office}")).Is(200).Body!["closures"]!.AsArray()
            .Single(closure => (string?)closure!["closureId"] == declared.Text("closureId"))!;
        Assert.Equal($"{date}T00:00:00+08:00", (string?)listed["from"]);
        Assert.Equal(("typhoon-signal-8", "水浸"), ((string?)listed["reason"], (string?)listed["note"]!["tc"]));
        Assert.DoesNotContain(
            (await officer.GetAsync($"{Closures}?office=MR-01")).Is(200).Body!["closures"]!.AsArray(), closure => (string?)closure!["office"] == Office);

        (await officer.GetAsync($"{Closures}?office=nowhere")).Refuses("office-not-yours");
        (await officer.DoAsync($"{Closures}/00000000000000000000/end", new { })).Refuses("not-found");
        (await officer.DoAsync($"{Closures}/what/end", new { })).Refuses("not-found");
        (await officer.PostAsync(Closures, Closure(date, "other"))).Refuses("idempotency-key-missing");
        (await (await platform.OfficerAsync("td")).DoAsync(Closures, Closure(date, "other"))).Refuses("not-found");
        (await (await platform.OfficerAsync("td")).DoAsync("departments/td/appointments/closures", Closure(date, "other"))).Refuses("office-not-yours");
        (await (await platform.CitizenAsync()).GetAsync(Closures)).Refuses("not-permitted");
    }

    private static object Closure(string date, string reason) => new
    {
        office = Office,
        from = $"{date}T00:00",
        to = $"{date}T23:59",
        reason,
        note = new { en = "Flooding", tc = "水浸", sc = "水浸" },
    };

    private static Task<Reply> OfferedAsync(Caller caller, Booking booking) => Until.ValueAsync(
        async () => await GetAsync(caller, booking) is var seen && seen.Body!["offer"] is not null ? seen : null, "other seats are offered");

    private static async Task<Reply> GetAsync(Caller caller, Booking booking) =>
        (await caller.GetAsync($"appointments/{booking.Reference}", (PassHeader, booking.Pass))).Is(200);

    private static Task<Reply> ActAsync(Caller caller, Booking booking, string act) => caller.PostAsync(
        $"appointments/{booking.Reference}/{act}", new { }, ("Idempotency-Key", Guid.NewGuid().ToString()), (PassHeader, booking.Pass));

    /// <summary>The pass in the letter that offers other seats.</summary>
    private static Task<string> WrittenAsync(Caller caller, string email) => Until.ValueAsync(
        async () =>
        {
            var page = await caller.Stack.Http.GetStringAsync(new Uri(caller.Stack.Issuer, "mail"), TestContext.Current.CancellationToken);
            return page.Split("<article>").Where(letter => letter.Contains(email, StringComparison.Ordinal))
                .Select(letter => OfferLink().Match(letter)).FirstOrDefault(link => link.Success)?.Groups["pass"].Value;
        },
        "the offer is written to the person");

    [GeneratedRegex("/tc/appointments/manage#offer=(?<pass>[A-Za-z0-9_.-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex OfferLink();

    private static async Task<Booking> BookAsync(Caller caller, string date, string time, string? email = null)
    {
        var held = (await HoldAsync(caller, date, time, email)).Is(201);
        var booking = new Booking(held.Text("reference"), held.Text("pass"));
        (await ActAsync(caller, booking, "confirmation")).Is(200);
        return booking;
    }

    private static Task<Reply> HoldAsync(Caller caller, string date, string time, string? email = null) => caller.DoAsync("appointments/holds", new JsonObject
    {
        ["service"] = "marriage-notice",
        ["class"] = "registry",
        ["office"] = Office,
        ["date"] = date,
        ["time"] = time,
        ["document"] = new JsonObject
        {
            ["type"] = "travel-document",
            ["number"] = $"K{RandomNumberGenerator.GetInt32(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture)}",
        },
        ["dateOfBirth"] = "1985-06-15",
        ["enquiryCode"] = "2580",
        ["email"] = email,
        ["language"] = "tc",
    });

    private static async Task<(string Date, string Time)> SlotAsync(Caller caller, int skip)
    {
        const string Query = $"service=marriage-notice&class=registry&offices={Office}";
        var days = (await caller.GetAsync($"appointments/availability?{Query}")).Is(200).Body!["days"]!.AsArray();
        var date = (string)days.Where(day => (int?)day!["general"] > 1).ElementAt(skip)!["date"]!;
        var slots = (await caller.GetAsync($"appointments/availability/{date}?{Query}")).Is(200).Body!["offices"]!.AsArray().Single()!["slots"]!.AsArray();
        return (date, (string)slots.First(slot => (int?)slot!["free"] > 1)!["time"]!);
    }

    private sealed record Booking(string Reference, string Pass);
}
