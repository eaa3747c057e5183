using System.Globalization;
using Azure.Data.Tables;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Adapters.Tables;
using EGov.Testing;

namespace EGov.Crash.Scenarios.Appointments;

/// <summary>One session of the rules that everybody wants. Some of its seats are taken at first and become free by the clock, while the clients fight.</summary>
internal sealed class RaceSession(SessionPlan plan)
{
    /// <summary>Strangers are spread over this part of each slot's seats.</summary>
    private const double TakenAtFirst = 0.8;

    private readonly List<Stranger> _strangers = [];

    public IReadOnlyList<AppointmentSlot> Slots { get; } = [.. Enumerable.Range(0, plan.Slots).Select(slot => new AppointmentSlot(
        plan.Key.Service,
        plan.Key.Office,
        plan.Key.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        plan.TimeOf(slot).ToString("HH:mm", CultureInfo.InvariantCulture)))];

    public IReadOnlyList<Stranger> Strangers => _strangers;

    public int SeatsOfSlot => plan.Counters;

    public int Seats => plan.Slots * plan.Counters;

    public string Date => Slots[0].Date;

    public static string Place(AppointmentSlot slot) => $"{slot.Office} {slot.Date} {slot.Time}";

    /// <summary>The first session of a service that has so many seats, all of them released.</summary>
    /// <exception cref="InvalidOperationException">The rules have none such.</exception>
    public static RaceSession Find(RuleBook rules, string service, string @class, Stay stay, int seats, DateTimeOffset now)
    {
        var one = rules.Service(service) ?? throw new InvalidOperationException($"The rules have no service {service}");
        var plans = from date in rules.DatesOffered(one, @class, HongKong.DateOf(now), stay)
                    from office in rules.OfficesOf(one, HongKong.DateOf(now))
                    from plan in rules.Sessions(one, office.Id, date)
                    where plan.Slots * plan.Counters == seats && plan.Hours is ServiceHours.General
                    select new RaceSession(plan);
        return plans.FirstOrDefault() ?? throw new InvalidOperationException($"No session of {service} has {seats} seats");
    }

    /// <summary>Writes the session as it were if strangers held some of its seats and had given others back.</summary>
    /// <param name="lasting">The last of these seats is free after it.</param>
    public async Task TakeSeatsAsync(TableServiceClient tables, Random random, TimeSpan lasting, CancellationToken cancellation)
    {
        var now = DateTimeOffset.UtcNow;
        var seats = new List<Seat>();
        for (var slot = 0; slot < plan.Slots; slot++)
        {
            for (var number = 0; number < (int)(plan.Counters * TakenAtFirst); number++)
            {
                // Whole milliseconds, as a row keeps them.
                var until = DateTimeOffset.FromUnixTimeMilliseconds((now + (lasting * random.NextDouble())).ToUnixTimeMilliseconds());
                var stranger = new Stranger(Place(Slots[slot]), $"STRANGER{slot}-{number}", until);
                _strangers.Add(stranger);
                seats.Add(new Seat(
                    slot, number, number % 2 == 0 ? SeatState.Held : SeatState.Resting, new SeatOwner($"claim-{stranger.Reference}", "", stranger.Reference, ""), until));
            }
        }

        await tables.GetTableClient(TableNames.Sessions).AddEntityAsync(
            SessionRows.Write(plan.Key, SessionSeats.Untouched with { Seats = [.. seats] }), cancellation);
    }

    public async Task<IReadOnlyList<StoredSeat>> ReadAsync(TableServiceClient tables, CancellationToken cancellation)
    {
        var row = (await tables.GetTableClient(TableNames.Sessions).GetEntityAsync<TableEntity>(
            SessionRows.Partition(plan.Key.Service, plan.Key.Office), SessionRows.Key(plan.Key), cancellationToken: cancellation)).Value;
        return
        [
            .. from seat in SessionRows.Seats(row).Seats
               where seat.State is not SeatState.Revoked
               select new StoredSeat(
                   Place(Slots[seat.Slot]),
                   seat.Number,
                   seat.State switch { SeatState.Held => StoredSeatState.Held, SeatState.Booked => StoredSeatState.Booked, _ => StoredSeatState.Resting },
                   seat.Owner.Reference,
                   seat.Until),
        ];
    }
}
