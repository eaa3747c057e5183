using EGov.Crash.Scenarios.Appointments;

namespace EGov.Crash.Tests;

/// <summary>The checker is worth what it catches: each way to break the promise is fed to it once. Two seats at nine, two at ten.</summary>
public sealed class AppointmentsCheckerTests
{
    private const string Nine = "RKO 2026-12-01 09:00";
    private const string Ten = "RKO 2026-12-01 10:00";

    /// <summary>Ann and Ben are booked at nine and Cat is refused; Dan and Eve are booked at ten.</summary>
    private static Story Whole => new Story()
        .Books("Ann", Nine)
        .Books("Ben", Nine)
        .IsRefused("Cat", AppointmentVerb.Hold, "slot-taken", Nine)
        .Books("Dan", Ten)
        .Books("Eve", Ten);

    /// <summary>Ann has one of the seats at nine, the other one is free for a story to begin with.</summary>
    private static Story Roomy => new Story().Books("Ann", Nine).Books("Dan", Ten).Books("Eve", Ten);

    /// <summary>Stories that are true, whatever happened on the way.</summary>
    public static TheoryData<string, Story> Sound => new()
    {
        { "as everybody was told", Whole },
        { "after answers were lost and calls repeated", Roomy.Unanswered("Ben", Nine).Books("Ben", Nine) },
        { "after a hold lapsed and another one took the seat", Roomy.Holds("Fay", Nine).Later(minutes: 11).Books("Ben", Nine) },
        { "after a hold was let go for another slot", new Story().Books("Ann", Nine).Books("Dan", Ten).Holds("Ben", Nine).Books("Ben", Ten, key: "second").LetsGo("Ben").Books("Fay", Nine) },
        { "after somebody moved away and the seat rests", Whole.Without("Eve").Moves("Ben", Nine, Ten) },
        { "after somebody cancelled and the seat rests", Whole.Cancels("Ben", Nine) },
        { "after somebody asked for a second appointment", Whole.IsRefused("Ann", AppointmentVerb.Hold, "already-booked", Ten, key: "second") },
        { "after a stranger's seat became free", Roomy.Stranger(Nine, minutes: 5).Later(minutes: 6).Books("Ben", Nine) },
        { "looked up", Whole.Sees("Ann", "booked", Nine).Cancels("Ben", Nine).Sees("Ben", "cancelled", Nine).IsRefused("Cat", AppointmentVerb.LookUp, "lookup-refused") },
    };

    /// <summary>What is wrong, the story, and what the checker must say of it.</summary>
    public static TheoryData<string, Story, string> Broken => new()
    {
        { "one seat is given to two people", Whole.Books("Cat", Nine), "3 people had" },
        { "one seat is stored for two people", Whole.Rows(rows => [rows[0], rows[1] with { Number = rows[0].Number }, .. rows[2..]]), "is taken by Ann and Ben" },
        { "a seat is stored that the slot has not", Whole.Rows(rows => [rows[0] with { Number = 7 }, .. rows[1..]]), "has no seat 7" },
        { "a confirmed seat is lost", Whole.Rows(rows => rows[1..]), "stored are 0 seats" },
        { "a confirmed seat is somewhere else", Whole.Rows(rows => [rows[0] with { Place = Ten, Number = 3 }, .. rows[1..]]), "stored are 1 seats" },
        { "a confirmed seat is shown as lapsed", Whole.Sees("Ann", "lapsed", Nine), "(booked) and is shown: lapsed" },
        { "a confirmed seat is shown at another time", Whole.Sees("Ann", "booked", Ten), "(booked) and is shown: booked" },
        { "a confirmed seat cannot be found", Whole.IsRefused("Ann", AppointmentVerb.LookUp, "lookup-refused"), "is shown: lookup-refused" },
        { "a person has two bookings", Whole.Without("Eve").Books("Ann", Ten, key: "second"), "though RKO 2026-12-01 09:00 is booked" },
        { "a person has two seats of one booking", Whole.Without("Eve").Rows(rows => [.. rows, rows[0] with { Place = Ten, Number = 1 }]), "stored are 2 seats" },
        { "a seat is left to nobody", Roomy, "1 seats of RKO 2026-12-01 09:00 are left to nobody" },
        { "a person is refused while there is room", Roomy.IsRefused("Cat", AppointmentVerb.Hold, "slot-taken", Nine).Later(minutes: 1).Books("Ben", Nine), "is full while it was not" },
        { "a person is refused after a hold had lapsed", Roomy.Holds("Fay", Nine).Later(minutes: 11).IsRefused("Cat", AppointmentVerb.Hold, "slot-taken", Nine).Later(minutes: 1).Books("Ben", Nine), "is full while it was not" },
        { "a hold is confirmed after it lapsed", Roomy.Holds("Ben", Nine).Later(minutes: 11).Confirms("Ben", Nine), "after the hold had lapsed" },
        { "a hold is sold before it lapsed", Roomy.Stranger(Nine, minutes: 5).Books("Ben", Nine), "3 people had" },
        { "a hold is lost before its end", Roomy.Holds("Ben", Nine).IsRefused("Ben", AppointmentVerb.Confirm, "hold-lapsed"), "refused with hold-lapsed, which is not so" },
        { "a hold is lost to a call that came late", Whole.Without("Eve").Holds("Fay", Ten).Sees("Fay", "lapsed", Ten), "(held) and is shown: lapsed" },
        { "a hold that was let go is confirmed", Roomy.Without("Eve").Holds("Ben", Nine).Holds("Ben", Ten, key: "second").Confirms("Ben", Nine), "after it was given up" },
        { "a hold is shown to somebody who was refused", Whole.Sees("Cat", "held", Nine), "was refused everything" },
        { "a hold is confirmed by two calls", Whole.Confirms("Ann", Nine, key: "another"), "by two calls" },
        { "the first confirmation is told that there was another", Roomy.Holds("Ben", Nine).IsRefused("Ben", AppointmentVerb.Confirm, "already-confirmed"), "refused with already-confirmed, which is not so" },
        { "one call has two references", Roomy.Holds("Ben", Nine, reference: "one").Holds("Ben", Nine, reference: "other"), "one and other by one call" },
        { "one reference is two people's", Roomy.Books("Ben", Nine, reference: "Ann"), "given to Ann and Ben" },
        { "another body is taken under a key", Roomy.Without("Eve").Holds("Ben", Nine).Holds("Ben", Ten), "which had asked for" },
        { "a seat that was given back is sold before it rested", Whole.Cancels("Ben", Nine).Books("Fay", Nine), "3 people had" },
        { "a seat stays booked for somebody who cancelled", Whole.Cancels("Ben", Nine).Rows(rows => rows.Select(Rebooked)), "is Booked for Ben, and nobody was told so" },
        { "a seat stays booked for somebody who moved", Whole.Without("Eve").Moves("Ben", Nine, Ten).Rows(rows => rows.Select(Rebooked)), "stored are 2 seats" },
        { "a person who moved has neither seat", Whole.Without("Eve").Moves("Ben", Nine, Ten).Rows(rows => rows.Where(row => row is not { Reference: "Ben", Place: Ten })), "stored are 0 seats" },
        { "a person who cancelled is shown a booking", Whole.Cancels("Ben", Nine).Sees("Ben", "booked", Nine), "(given back) and is shown: booked" },
        { "a seat is booked for nobody", Whole.Rows(rows => [rows[0] with { Reference = "NOBODY" }, .. rows[1..]]), "is Booked for NOBODY" },
        { "a seat is held for nobody", Whole.Without("Eve").Rows(rows => [.. rows, new StoredSeat(Ten, 1, StoredSeatState.Held, "NOBODY", DateTimeOffset.MaxValue)]), "is Held for NOBODY" },
        { "availability shows a seat that is taken", Whole with { FreeAtNine = 1 }, "Availability says that 1" },
        { "somebody is refused for no reason", Whole.IsRefused("Fay", AppointmentVerb.Hold, "already-booked", Nine), "refused with already-booked, which is not so" },
    };

    [Theory]
    [MemberData(nameof(Sound), DisableDiscoveryEnumeration = true)]
    public void What_is_whole_is_not_complained_of(string how, Story story) =>
        Assert.True(story.Check().Count == 0, $"Complained {how}: {string.Join("; ", story.Check())}");

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void Whatever_breaks_the_promise_is_complained_of(string how, Story story, string complaint) => Assert.True(
        story.Check().Any(said => said.Contains(complaint, StringComparison.Ordinal)),
        $"It was not noticed that {how}: {string.Join("; ", story.Check())}");

    private static StoredSeat Rebooked(StoredSeat row) => row is { Reference: "Ben", Place: Nine } ? row with { State = StoredSeatState.Booked } : row;
}
