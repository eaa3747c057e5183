using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace EGov.Functions.Tests.Journeys;

/// <summary>Somebody watches for an earlier seat: at an office and for a service that no other journey uses.</summary>
public sealed class WatchTests(Platform platform)
{
    private const string Service = "records-search";
    private const string Office = "BDR-03";
    private const string PassHeader = "Appointment-Pass";

    [Fact]
    public async Task A_seat_that_is_given_back_is_offered_to_a_watcher_who_takes_it()
    {
        var anyone = await platform.WithTokenAsync(null);
        var days = await DaysAsync(anyone);
        var (leaver, watcher) = (await BookAsync(anyone, days[1]), await BookAsync(anyone, days[6]));
        var watched = (await WatchAsync(anyone, watcher, new { offices = new[] { Office } })).Is(200);
        Assert.Equal([Office], watched.Body!["watch"]!["offices"]!.AsArray().Select(office => (string?)office));

        (await anyone.PostAsync(
            $"appointments/{leaver.Reference}/cancellation", new { }, ("Idempotency-Key", "cancel"), (PassHeader, leaver.Pass), ("If-Match", (await SeeAsync(anyone, leaver)).ETag))).Is(200);
        var offered = await Until.ValueAsync(
            async () => await SeeAsync(anyone, watcher) is var seen && seen.Body!["offer"] is not null ? seen : null, "the seat is offered");

        var offer = offered.Body!["offer"]!;
        Assert.Equal(("earlier-seat", days[1].Date), ((string?)offer["reason"], (string?)offer["date"]));
        var accepted = (await anyone.PostAsync(
            $"appointments/{watcher.Reference}/offers/{(string?)offer["offerId"]}/acceptance", new { }, ("Idempotency-Key", "accept"), (PassHeader, watcher.Pass))).Is(200);
        Assert.Equal((days[1].Date, days[1].Time, "booked", null), (accepted.Text("date"), accepted.Text("time"), accepted.Text("status"), accepted.Body!["watch"]));
    }

    [Fact]
    public async Task A_watch_is_changed_and_given_up_by_whoever_has_the_pass()
    {
        var anyone = await platform.WithTokenAsync(null);
        var day = (await DaysAsync(anyone))[8];
        var person = await BookAsync(anyone, day);

        (await WatchAsync(anyone, person, new { before = day.Date })).Is(200);
        Assert.Equal(day.Date, (string?)(await SeeAsync(anyone, person)).Body!["watch"]!["before"]);
        (await WatchAsync(anyone, person, new { before = "2020-01-01" })).Refuses("slot-past");
        (await WatchAsync(anyone, person, new { before = "soon" })).Refuses("malformed-json");
        (await WatchAsync(anyone, person, new { offices = new[] { "RKO" } })).Refuses("office-unknown");
        (await anyone.PutAsync($"appointments/{person.Reference}/watch", new { })).Refuses("pass-invalid");
        (await anyone.DeleteAsync($"appointments/{person.Reference}/watch", (PassHeader, person.Pass))).Is(204);
        (await anyone.DeleteAsync($"appointments/{person.Reference}/watch", (PassHeader, person.Pass))).Is(204);
        Assert.Null((await SeeAsync(anyone, person)).Body!["watch"]);
    }

    private static Task<Reply> WatchAsync(Caller caller, Booking booking, object wish) =>
        caller.PutAsync($"appointments/{booking.Reference}/watch", wish, (PassHeader, booking.Pass));

    private static async Task<Reply> SeeAsync(Caller caller, Booking booking) =>
        (await caller.GetAsync($"appointments/{booking.Reference}", (PassHeader, booking.Pass))).Is(200);

    private static async Task<Booking> BookAsync(Caller caller, Slot slot)
    {
        var held = (await caller.DoAsync("appointments/holds", new JsonObject
        {
            ["service"] = Service,
            ["class"] = "birth",
            ["office"] = Office,
            ["date"] = slot.Date,
            ["time"] = slot.Time,
            ["document"] = new JsonObject
            {
                ["type"] = "travel-document",
                ["number"] = $"K{RandomNumberGenerator.GetInt32(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture)}",
            },
            ["dateOfBirth"] = "1985-06-15",
            ["enquiryCode"] = "2580",
            ["language"] = "tc",
        })).Is(201);
        var booking = new Booking(held.Text("reference"), held.Text("pass"));
        (await caller.PostAsync(
            $"appointments/{booking.Reference}/confirmation", new { }, ("Idempotency-Key", "confirm"), (PassHeader, booking.Pass))).Is(200);
        return booking;
    }

    /// <summary>The first free time of each day.</summary>
    private static async Task<List<Slot>> DaysAsync(Caller caller)
    {
        const string Query = $"service={Service}&class=birth&offices={Office}";
        var slots = new List<Slot>();
        foreach (var day in (await caller.GetAsync($"appointments/availability?{Query}")).Is(200).Body!["days"]!.AsArray().Where(day => (int?)day!["general"] > 0).Take(9))
        {
            var date = (string)day!["date"]!;
            var offices = (await caller.GetAsync($"appointments/availability/{date}?{Query}")).Is(200).Body!["offices"]!.AsArray();
            slots.Add(new Slot(date, (string)offices.Single()!["slots"]![0]!["time"]!));
        }

        return slots;
    }

    private sealed record Slot(string Date, string Time);

    private sealed record Booking(string Reference, string Pass);
}
