using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using EGov.Crash.Histories;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments;
using EGov.Testing;

namespace EGov.Crash.Scenarios.Appointments;

/// <summary>
/// Everybody wants the fifty seats of one session. Beside it is another one whose people cancel and move, also into the first: there, where nobody
/// gives a booking back, exactly as many are booked in the end as it has seats.
/// </summary>
public sealed class AppointmentsScenario : ICrashScenario
{
    private const string Service = "extension-of-stay";
    private const string Class = "work";
    private const int RaceSeats = 50;
    private const int SideSeats = 75;
    private const int LookersWithNothing = 50;

    /// <summary>Of the attempts, as far as they do not aim at the race.</summary>
    private const double Aside = 0.2;

    /// <summary>Seats keep coming free for about as long as the run will take.</summary>
    private static readonly TimeSpan s_attempt = TimeSpan.FromMilliseconds(1), s_kill = TimeSpan.FromSeconds(2);

    private readonly Stay _stay;
    private RaceSession _race = null!;
    private RaceSession _side = null!;
    private DateTimeOffset _allFree;

    public AppointmentsScenario()
    {
        // An extension may be applied for within four weeks of the limit of stay.
        _stay = new Stay(DateOnly.FromDateTime(DateTimeOffset.UtcNow.UtcDateTime).AddDays(21), null);
    }

    public string Name => "appointments";

    public string Promise => "No seat is sold twice, nobody who was told of a booking loses it, and no seat stays empty while people are refused.";

    public CrashOptions Usual { get; } = new() { Kills = 10, Clients = 200, Attempts = 10_000 };

    /// <summary>People whose answers are lost ask again at once, more often than people do.</summary>
    public IReadOnlyDictionary<string, string?> HostSettings { get; } = new Dictionary<string, string?>
    {
        ["Limits:Holds:PerPerson"] = "10000",
        ["Limits:Lookups:PerPerson"] = "10000",
    };

    public async Task PrepareAsync(LocalStack stack, CrashOptions options, CancellationToken cancellation)
    {
        var now = DateTimeOffset.UtcNow;
        var rules = ShippedRules.Read().Book;
        var (tables, random) = (new TableServiceClient(stack.ConnectionString), new Random(options.Seed));
        (_race, _side) = (RaceSession.Find(rules, Service, Class, _stay, RaceSeats, now), RaceSession.Find(rules, Service, Class, _stay, SideSeats, now));
        var lasting = TimeSpan.FromSeconds(1) + (s_attempt * (options.Attempts ?? 0)) + (s_kill * Math.Min(options.Kills, 20));
        _allFree = now + lasting;
        await _race.TakeSeatsAsync(tables, random, lasting, cancellation);
        await _side.TakeSeatsAsync(tables, random, lasting, cancellation);
    }

    public Task ActAsync(LoadClient client, CrashAttempt attempt, CancellationToken cancellation)
    {
        var person = Person(client, string.Create(CultureInfo.InvariantCulture, $"A{attempt.Number:D6}"));
        return client.Random.NextDouble() < Aside
            ? person.TryAsideAsync(_side, _race, cancellation)
            : person.TryAsync(_race, attempt.Progress, cancellation);
    }

    /// <summary>Whoever comes last takes what is still free; then everybody who ever had anything looks it up, and some who had nothing.</summary>
    public async Task FinishAsync(LoadClient client, IReadOnlyList<HistoryEntry> history, CancellationToken cancellation)
    {
        var wait = _allFree - DateTimeOffset.UtcNow;
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, cancellation);
        var last = 0;
        foreach (var session in new[] { _race, _side })
        {
            foreach (var (slot, free) in await FreeAsync(client.Stack, session, cancellation))
            {
                for (var seat = 0; seat < free; seat++)
                {
                    await Person(client, string.Create(CultureInfo.InvariantCulture, $"L{last++:D6}")).BookAsync(slot, cancellation);
                }
            }
        }

        var granted = history.Where(entry => entry.Kind is HistoryKind.Accepted).Select(entry => entry.Who).ToHashSet();
        foreach (var document in granted.Concat(history.Select(entry => entry.Who).Distinct().Where(who => !granted.Contains(who)).Take(LookersWithNothing)))
        {
            await Person(client, document).LookUpAsync(cancellation);
        }
    }

    public async Task<CrashFindings> CheckAsync(LocalStack stack, IReadOnlyList<HistoryEntry> history, CancellationToken cancellation)
    {
        var tables = new TableServiceClient(stack.ConnectionString);
        List<StoredSeat> rows = [];
        Dictionary<string, int> free = [];
        foreach (var session in new[] { _race, _side })
        {
            rows.AddRange(await session.ReadAsync(tables, cancellation));
            foreach (var (slot, seats) in await FreeAsync(stack, session, cancellation))
            {
                free[RaceSession.Place(slot)] = seats;
            }
        }

        var state = new AppointmentsState(
            new[] { _race, _side }.SelectMany(session => session.Slots.Select(slot => (slot, session.SeatsOfSlot))).ToDictionary(one => RaceSession.Place(one.slot), one => one.SeatsOfSlot),
            [.. _race.Strangers, .. _side.Strangers],
            rows,
            free,
            DateTimeOffset.UtcNow);
        return new CrashFindings(AppointmentsChecker.Check(history, state), [Fact("The race", _race), Fact("The other session", _side)]);

        string Fact(string name, RaceSession session)
        {
            var taken = rows.Where(seat => seat.IsTaken(state.At) && session.Slots.Any(slot => RaceSession.Place(slot) == seat.Place)).ToList();
            return $"{name}: of {session.Seats} seats {Count(StoredSeatState.Booked)} are booked, {Count(StoredSeatState.Resting)} rest after being given back, {Count(StoredSeatState.Held)} are held";

            int Count(StoredSeatState how) => taken.Count(seat => seat.State == how);
        }
    }

    private Customer Person(LoadClient client, string document) =>
        new(client, new Applicant(document, Class, _stay.Limit!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), Service);

    /// <summary>What availability says; asked again where a faulty storage made it fail, and so late that it knows all that was done.</summary>
    private async Task<IReadOnlyList<(AppointmentSlot Slot, int Free)>> FreeAsync(LocalStack stack, RaceSession session, CancellationToken cancellation)
    {
        await Task.Delay(TimeSpan.FromSeconds(2), cancellation);
        var api = new AppointmentsApi(stack.Http, stack.ApiBase);
        var query = $"service={Service}&class={Class}&offices={session.Slots[0].Office}&limitOfStay={_stay.Limit:yyyy-MM-dd}";
        while (true)
        {
            try
            {
                JsonElement answer = await api.SlotsAsync(session.Date, query, cancellation);
                return [.. BookableSlots.Read(Service, Class, session.Date, answer).Where(one => session.Slots.Contains(one.Slot)).Select(one => (one.Slot, one.Free))];
            }
            catch (HttpRequestException failed) when ((int?)failed.StatusCode >= 500)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
            }
        }
    }
}
