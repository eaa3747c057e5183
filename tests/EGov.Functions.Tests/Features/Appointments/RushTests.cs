using System.Globalization;
using EGov.Functions.Tests.Adapters;
using Answer = EGov.Functions.Tests.Features.Appointments.RushWorld.Answer;

namespace EGov.Functions.Tests.Features.Appointments;

/// <summary>A release of seats from the waiting room to the booking, over real storage, with the clock in the test's hand.</summary>
public sealed class RushTests(AzuriteServer azurite)
{
    [Fact]
    public async Task In_quiet_times_nobody_is_asked_for_a_ticket_and_there_is_no_waiting_room()
    {
        var world = await RushWorld.BeginAsync(azurite, before: TimeSpan.FromMinutes(16));

        (await world.JoinAsync("K1000001")).Refuses("queue-not-open").Is(409);
        (await world.HoldAsync("K1000001", null)).Is(201);
        Assert.False((await world.SlotsAsync()).Is(200).Has("rush"));
        Assert.Empty((await world.AvailabilityAsync()).Is(200).Body.GetProperty("rushes").EnumerateArray());
    }

    [Fact]
    public async Task Before_the_release_the_seats_of_earlier_parts_are_anybodys_as_ever_and_the_day_says_when_more_come()
    {
        var world = await RushWorld.BeginAsync(azurite);

        (await world.HoldAsync("K1000001", null)).Is(201);

        var rush = (await world.SlotsAsync()).Is(200).Body.GetProperty("rush");
        Assert.Equal(RushWorld.Release, rush.GetProperty("releaseAt").GetDateTimeOffset());
        var day = Assert.Single((await world.AvailabilityAsync()).Is(200).Body.GetProperty("rushes").EnumerateArray());
        Assert.Equal((RushWorld.Date, RushWorld.Release.AddMinutes(20)), (day.GetProperty("date").GetString(), day.GetProperty("closesAt").GetDateTimeOffset()));
    }

    [Fact]
    public async Task Whoever_joins_waits_for_the_release_has_a_place_then_and_has_the_same_however_often_they_join()
    {
        var world = await RushWorld.BeginAsync(azurite);
        var ticket = await world.TicketAsync("K1000001");
        Assert.Equal(ticket, await world.TicketAsync("k 1000001"));
        await world.TicketAsync("K1000002");

        var before = (await world.PlaceAsync(ticket)).Is(200);
        Assert.Equal(("waiting-for-release", false, false), (before.Text("status"), before.Has("place"), before.Has("ahead")));
        Assert.Equal("30", before.Headers.RetryAfter.ToString());
        world.Time.SetUtcNow(RushWorld.Release);
        var after = (await world.PlaceAsync(ticket)).Is(200);

        Assert.Equal(("admitted", 2), (after.Text("status"), after.Number("people")));
        Assert.InRange(after.Number("place"), 1, 2);
        Assert.Equal(ticket, await world.TicketAsync("K1000001"));
    }

    [Fact]
    public async Task From_the_release_on_seats_are_held_with_a_ticket_whose_turn_has_come_and_only_with_it()
    {
        var world = await RushWorld.BeginAsync(azurite);
        var people = Enumerable.Range(0, 6).Select(i => $"K200000{i}").ToList();
        var tickets = new List<string>();
        foreach (var person in people)
        {
            tickets.Add(await world.TicketAsync(person));
        }

        world.Time.SetUtcNow(RushWorld.Release);
        (await world.HoldAsync(people[0], null)).Refuses("ticket-needed").Is(403);
        var places = await PlacesAsync(world, tickets);
        var first = places.IndexOf(1);
        var last = places.IndexOf(6);

        (await world.HoldAsync(people[first], tickets[first])).Is(201);
        var early = (await world.HoldAsync(people[last], tickets[last])).Refuses("not-your-turn").Is(429);
        // Place 6 of two a minute: the third minute's last.
        Assert.Equal(("6", "08:03", "180"), (Value(early, "place"), Value(early, "time"), early.Headers.RetryAfter.ToString()));
        world.Time.SetUtcNow(RushWorld.Release.AddMinutes(3).AddTicks(-1));
        (await world.HoldAsync(people[last], tickets[last])).Refuses("not-your-turn");
        world.Time.SetUtcNow(RushWorld.Release.AddMinutes(3));
        (await world.HoldAsync(people[last], tickets[last], "09:15")).Is(201);
    }

    [Fact]
    public async Task A_ticket_is_worth_nothing_to_anybody_else_and_nothing_at_another_release()
    {
        var world = await RushWorld.BeginAsync(azurite, before: TimeSpan.FromDays(1));
        var other = await RushWorld.BeginAsync(azurite);
        var elsewhere = await other.TicketAsync("K1000001");
        var yesterday = await world.TicketAsync("K1000001", "2026-12-03");
        world.Time.SetUtcNow(RushWorld.Release.AddMinutes(-5));
        var mine = await world.TicketAsync("K1000001");
        world.Time.SetUtcNow(RushWorld.Release);

        (await world.HoldAsync("K1000002", mine)).Refuses("ticket-invalid").Is(403);
        (await world.HoldAsync("K1000001", elsewhere)).Refuses("ticket-invalid");
        (await world.HoldAsync("K1000001", yesterday)).Refuses("ticket-invalid");
        (await world.HoldAsync("K1000001", Forged(mine))).Refuses("ticket-invalid");
        (await world.PlaceAsync(Forged(mine))).Refuses("ticket-invalid");
        (await world.PlaceAsync(null)).Refuses("ticket-needed");
        (await world.HoldAsync("K1000001", mine)).Is(201);
    }

    [Fact]
    public async Task A_ticket_that_is_shown_again_gains_nothing_because_a_document_has_one_appointment()
    {
        var world = await RushWorld.BeginAsync(azurite);
        var ticket = await world.TicketAsync("K1000001");
        world.Time.SetUtcNow(RushWorld.Release);
        var held = (await world.HoldAsync("K1000001", ticket)).Is(201);
        (await world.ConfirmAsync(held)).Is(200);

        (await world.HoldAsync("K1000001", ticket, "10:00")).Refuses("already-booked");
        (await world.HoldAsync("K1000001", ticket, "10:00", date: "2026-12-07")).Refuses("already-booked");
    }

    [Fact]
    public async Task A_change_to_a_day_in_its_rush_needs_a_turn_and_to_another_day_none()
    {
        var world = await RushWorld.BeginAsync(azurite);
        var held = (await world.HoldAsync("K1000001", null, date: "2026-12-08")).Is(201);
        var booked = (await world.ConfirmAsync(held)).Is(200);
        var ticket = (await world.JoinAsync(held)).Is(201).Text("ticket");
        Assert.Equal(ticket, await world.TicketAsync("K1000001"));
        world.Time.SetUtcNow(RushWorld.Release);

        (await world.ChangeAsync(held, booked.Headers.ETag!, RushWorld.Date, "09:00", null)).Refuses("ticket-needed");
        (await world.ChangeAsync(held, booked.Headers.ETag!, RushWorld.Date, "09:00", Forged(ticket))).Refuses("ticket-invalid");
        var moved = (await world.ChangeAsync(held, booked.Headers.ETag!, RushWorld.Date, "09:00", ticket)).Is(200);
        Assert.Equal(RushWorld.Date, moved.Text("date"));
        (await world.ChangeAsync(held, moved.Headers.ETag!, "2026-12-09", "09:00", null)).Is(200);
    }

    [Fact]
    public async Task A_pass_stands_for_the_document_of_its_own_appointment_and_service_alone()
    {
        var world = await RushWorld.BeginAsync(azurite);
        var held = (await world.HoldAsync("K1000001", null)).Is(201);
        var other = await RushWorld.BeginAsync(azurite);
        var elsewhere = (await other.HoldAsync("K1000001", null)).Is(201);

        (await world.JoinAsync(elsewhere)).Refuses("pass-invalid");
        (await world.JoinAsync(held with { Body = Reference(held, elsewhere) })).Refuses("not-found");
        (await world.JoinAsync(held, "none")).Refuses("service-unknown");
    }

    [Fact]
    public async Task A_hold_whose_answer_was_lost_before_the_rush_is_answered_in_it_and_one_that_got_nothing_needs_a_turn()
    {
        var world = await RushWorld.BeginAsync(azurite);
        var held = (await world.HoldAsync("K1000001", null, key: "mine")).Is(201);
        for (var i = 0; i < 4; i++)
        {
            (await world.HoldAsync($"K300000{i}", null)).Is(201);
        }

        (await world.HoldAsync("K1000002", null, key: "theirs")).Refuses("slot-taken");
        world.Time.SetUtcNow(RushWorld.Release);

        Assert.Equal(held.Text("reference"), (await world.HoldAsync("K1000001", null, key: "mine")).Is(201).Text("reference"));
        (await world.HoldAsync("K1000001", null, "09:15", key: "mine")).Refuses("ticket-needed");
        (await world.HoldAsync("K1000002", null, key: "theirs")).Refuses("ticket-needed");
    }

    [Fact]
    public async Task When_the_waiting_room_closes_nobody_needs_a_turn_any_more()
    {
        var world = await RushWorld.BeginAsync(azurite, perMinute: 1);
        var tickets = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            tickets.Add(await world.TicketAsync($"K40000{i:00}"));
        }

        world.Time.SetUtcNow(RushWorld.Release.AddMinutes(19));
        var places = await PlacesAsync(world, tickets);
        var last = (await world.PlaceAsync(tickets[places.IndexOf(30)])).Is(200);
        // Its own minute would be after the end: it need not wait for that.
        Assert.Equal(("waiting", RushWorld.Release.AddMinutes(20), 11), (last.Text("status"), last.Body.GetProperty("admittedAt").GetDateTimeOffset(), last.Number("ahead") + 1));

        world.Time.SetUtcNow(RushWorld.Release.AddMinutes(20));
        Assert.Equal("over", (await world.PlaceAsync(tickets[0])).Is(200).Text("status"));
        (await world.JoinAsync("K4000099")).Refuses("queue-not-open");
        (await world.HoldAsync("K4000099", null)).Is(201);
    }

    [Fact]
    public async Task A_date_that_is_offered_at_midnight_can_be_waited_for_before_it_is_offered()
    {
        var midnight = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.FromHours(8));
        var world = await RushWorld.BeginAsync(azurite, newDates: true, before: RushWorld.Release - midnight.AddMinutes(-10));
        var offered = (await world.AvailabilityAsync()).Is(200);
        var day = Assert.Single(offered.Body.GetProperty("rushes").EnumerateArray()).GetProperty("date").GetString()!;
        Assert.True(string.CompareOrdinal(day, offered.Text("last")) > 0, $"{day} after {offered.Text("last")}");
        var ticket = await world.TicketAsync("K1000001", day);
        (await world.HoldAsync("K1000001", ticket, date: day)).Refuses("outside-window");

        world.Time.SetUtcNow(midnight);
        (await world.HoldAsync("K1000002", null, date: day)).Refuses("ticket-needed");
        (await world.HoldAsync("K1000001", ticket, date: day)).Is(201);
    }

    [Fact]
    public async Task One_person_holds_and_joins_only_so_often_in_a_minute()
    {
        var world = await RushWorld.BeginAsync(azurite, settings: [("Limits:Holds:PerPerson", "2"), ("Limits:Joins:PerPerson", "3")]);
        for (var i = 0; i < 3; i++)
        {
            (await world.JoinAsync("K1000001")).Is(201);
        }

        (await world.JoinAsync("K1000001")).Refuses("too-many-calls").Is(429);
        (await world.JoinAsync("K1000002")).Is(201);
        (await world.HoldAsync("K1000001", null)).Is(201);
        (await world.HoldAsync("K1000001", null, "09:15")).Is(201);
        var refused = (await world.HoldAsync("K1000001", null, "09:30")).Refuses("too-many-calls").Is(429);
        Assert.InRange(int.Parse(refused.Headers.RetryAfter.ToString(), CultureInfo.InvariantCulture), 1, 30);
        (await world.HoldAsync("K1000002", null, "09:30")).Is(201);
    }

    private static async Task<List<int>> PlacesAsync(RushWorld world, List<string> tickets)
    {
        var places = new List<int>();
        foreach (var ticket in tickets)
        {
            places.Add((await world.PlaceAsync(ticket)).Is(200).Number("place"));
        }

        Assert.Equal(Enumerable.Range(1, tickets.Count), places.Order());
        return places;
    }

    /// <summary>The one's pass and the other's reference.</summary>
    private static System.Text.Json.JsonElement Reference(Answer pass, Answer reference) =>
        System.Text.Json.JsonSerializer.SerializeToElement(new { pass = pass.Text("pass"), reference = reference.Text("reference") });

    /// <summary>Another number, under the signature of the first.</summary>
    private static string Forged(string ticket)
    {
        var parts = ticket.Split('.');
        var payload = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[0]));
        var other = payload.Replace("\"number\":", "\"number\":1", StringComparison.Ordinal);
        Assert.NotEqual(payload, other);
        return $"{System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(other))}.{parts[1]}";
    }

    private static string? Value(Answer answer, string name) => answer.Body.GetProperty("values").GetProperty(name).GetString();
}
