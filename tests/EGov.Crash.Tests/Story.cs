using EGov.Crash.Histories;
using EGov.Crash.Scenarios.Appointments;

namespace EGov.Crash.Tests;

/// <summary>
/// What people asked and were told, a second each, and the seats as they are stored when all of it is true. Whoever's reference and keys are not
/// said has those of their own name.
/// </summary>
public sealed record Story
{
    private const int SeatsOfSlot = 2;
    private const string Nine = "RKO 2026-12-01 09:00";
    private const string Ten = "RKO 2026-12-01 10:00";

    private static readonly DateTimeOffset s_begin = new(2026, 11, 24, 1, 0, 0, TimeSpan.Zero);

    private IReadOnlyList<HistoryEntry> History { get; init; } = [];

    private IReadOnlyList<StoredSeat> Seats { get; init; } = [];

    private IReadOnlyList<Stranger> Strangers { get; init; } = [];

    private TimeSpan Passed { get; init; }

    public int FreeAtNine { get; init; }

    private DateTimeOffset Now => s_begin + Passed;

    public IReadOnlyList<string> Check() => AppointmentsChecker.Check(
        History,
        new AppointmentsState(
            new Dictionary<string, int> { [Nine] = SeatsOfSlot, [Ten] = SeatsOfSlot },
            Strangers,
            Seats,
            new Dictionary<string, int> { [Nine] = FreeAtNine, [Ten] = 0 },
            Now));

    public Story Books(string who, string place, string key = "first", string? reference = null) =>
        Holds(who, place, key, reference).Confirms(who, place, key, reference);

    public Story Holds(string who, string place, string key = "first", string? reference = null)
    {
        reference ??= Reference(who, key);
        var until = Now.AddMinutes(10);
        return Told(who, key, new AppointmentAct(AppointmentVerb.Hold, Place: place), new SeenAppointment("held", reference, until, place))
            .Rows(rows => [.. rows.Where(row => row.Reference != reference), Seat(rows, place, StoredSeatState.Held, reference, until)]);
    }

    public Story Confirms(string who, string place, string key = "first", string? reference = null)
    {
        reference ??= Reference(who, key is "another" ? "first" : key);
        return Told(who, $"confirm {key}", new AppointmentAct(AppointmentVerb.Confirm, reference), new SeenAppointment("booked", reference, null, place))
            .Rows(rows => [.. rows.Select(row => row.Reference == reference ? row with { State = StoredSeatState.Booked } : row)]);
    }

    public Story Moves(string who, string from, string to)
    {
        var rested = Rested(who, from);
        return rested
            .Told(who, "change", new AppointmentAct(AppointmentVerb.Change, who, to), new SeenAppointment("booked", who, null, to))
            .Rows(rows => [.. rows, Seat(rows, to, StoredSeatState.Booked, who, DateTimeOffset.MaxValue)]);
    }

    public Story Cancels(string who, string place) =>
        Rested(who, place).Told(who, "cancel", new AppointmentAct(AppointmentVerb.Cancel, who), new SeenAppointment("cancelled", who, null, place));

    public Story Sees(string who, string status, string place) =>
        Told(who, "look", new AppointmentAct(AppointmentVerb.LookUp), new SeenAppointment(status, who, status is "held" ? Now.AddMinutes(10) : null, place));

    public Story IsRefused(string who, AppointmentVerb verb, string code, string? place = null, string key = "first") =>
        Add(who, key, new AppointmentAct(verb, verb is AppointmentVerb.Hold or AppointmentVerb.LookUp ? null : who, place), HistoryKind.Refused, null, code);

    /// <summary>A hold that was sent and whose answer never came.</summary>
    public Story Unanswered(string who, string place) =>
        Add(who, "first", new AppointmentAct(AppointmentVerb.Hold, Place: place), HistoryKind.Unknown, null, "ResponseEnded");

    /// <summary>A seat is taken from before the first call, for so long after it.</summary>
    public Story Stranger(string place, int minutes)
    {
        var until = s_begin.AddMinutes(minutes);
        return this with { Strangers = [.. Strangers, new Stranger(place, "STRANGER", until)] };
    }

    public Story Later(int minutes) => this with { Passed = Passed + TimeSpan.FromMinutes(minutes) };

    /// <summary>A hold is not stored any more.</summary>
    public Story LetsGo(string who) => Rows(rows => rows.Where(row => row.Reference != who));

    /// <summary>The same without one person.</summary>
    public Story Without(string who) => LetsGo(who) with { History = [.. History.Where(entry => entry.Who != who)] };

    /// <summary>The seats are stored otherwise.</summary>
    public Story Rows(Func<StoredSeat[], IEnumerable<StoredSeat>> otherwise) => this with { Seats = [.. otherwise([.. Seats])] };

    private static string Reference(string who, string key) => key is "first" ? who : $"{who}{key}";

    /// <summary>The first number of the slot that nobody has; as many as there are people where more are told than it has seats.</summary>
    private StoredSeat Seat(StoredSeat[] rows, string place, StoredSeatState state, string reference, DateTimeOffset until)
    {
        var number = Enumerable.Range(0, 9).First(free => !rows.Any(row => row.Place == place && row.Number == free && row.IsTaken(Now)));
        return new StoredSeat(place, number, state, reference, until);
    }

    private Story Rested(string who, string place) =>
        Rows(rows => rows.Select(row => row.Reference == who && row.Place == place ? row with { State = StoredSeatState.Resting, Until = Now.AddMinutes(30) } : row));

    private Story Told(string who, string key, AppointmentAct act, SeenAppointment seen) => Add(who, key, act, HistoryKind.Accepted, seen.ToString(), null);

    private Story Add(string who, string key, AppointmentAct act, HistoryKind kind, string? result, string? detail) => this with
    {
        History =
        [
            .. History,
            new HistoryEntry(Now, 0, HistoryKind.Invoked, $"{who} {key}", act.ToString(), who),
            new HistoryEntry(Now.AddSeconds(0.5), 0, kind, $"{who} {key}", act.ToString(), who, result, detail),
        ],
        Passed = Passed + TimeSpan.FromSeconds(1),
    };
}
