using EGov.Domain.Appointments;
using EGov.Functions.Events;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Tests.Features.Forms;

namespace EGov.Functions.Tests.Features.Appointments;

/// <summary>The ports of the feature with their whole promise, in memory, where a process can die before and after any effect.</summary>
internal sealed class InMemory : IAppointmentStore, ISessionBook, ISettlements, IEventPublisher
{
    private int _version;

    public Deaths Deaths { get; } = new();

    public Dictionary<(string Service, string Person), Appointment> Appointments { get; } = [];

    public Dictionary<SessionKey, SessionSeats> Sessions { get; } = [];

    /// <summary>Promises that nobody withdrew.</summary>
    public Dictionary<long, Settlement> Promises { get; } = [];

    /// <summary>What was announced, repetitions too.</summary>
    public List<CloudEvent<AppointmentEvent>> Announced { get; } = [];

    /// <summary>Runs before the next replacement of an appointment: what somebody else does meanwhile.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public Task<Appointment?> FindAsync(string service, string person, CancellationToken cancellation) =>
        Task.FromResult(Appointments.GetValueOrDefault((service, person)));

    public Task<bool> AddAsync(Appointment appointment, CancellationToken cancellation)
    {
        var added = false;
        Deaths.Step(() => added = Appointments.TryAdd((appointment.Service, appointment.Person), appointment with { Version = $"{_version++}" }));
        return Task.FromResult(added);
    }

    public async Task<bool> ReplaceAsync(Appointment changed, CancellationToken cancellation)
    {
        if (Meanwhile is { } happens)
        {
            Meanwhile = null;
            await happens();
        }

        var replaced = false;
        Deaths.Step(() =>
        {
            var key = (changed.Service, changed.Person);
            replaced = Appointments.TryGetValue(key, out var there) && there.Version == changed.Version;
            if (replaced)
            {
                Appointments[key] = changed with { Version = $"{_version++}" };
            }
        });
        return replaced;
    }

    public Task<T> DecideAsync<T>(SessionKey session, Func<SessionSeats, Decision<T>> decide, CancellationToken cancellation)
    {
        var decision = decide(Sessions.GetValueOrDefault(session, SessionSeats.Untouched));
        if (decision.Next is { } next)
        {
            Deaths.Step(() => Sessions[session] = next);
        }

        return Task.FromResult(decision.Answer);
    }

    public Task<IReadOnlyDictionary<(DateOnly Date, string Session), SeatCounts>> CountsAsync(string service, string office, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<(DateOnly, string), SeatCounts>>(Sessions
            .Where(session => session.Key.Service == service && session.Key.Office == office)
            .ToDictionary(session => (session.Key.Date, session.Key.Id), session => SeatCounts.Of(session.Value)));

    public Task<IReadOnlyDictionary<(DateOnly Date, string Session), SeatCounts>> FreshCountsAsync(string service, string office, CancellationToken cancellation) =>
        CountsAsync(service, office, cancellation);

    public Task<long> PromiseAsync(Settlement settlement, CancellationToken cancellation)
    {
        var promise = (long)_version++;
        Deaths.Step(() => Promises.Add(promise, settlement));
        return Task.FromResult(promise);
    }

    public void Withdraw(long promise) => Deaths.Step(() => Promises.Remove(promise));

    public void Keep(long promise, CloudEvent<AppointmentEvent> happened) => Deaths.Step(() =>
    {
        Announced.Add(happened);
        Promises.Remove(promise);
    });

    public Task PublishAsync<T>(string topic, CloudEvent<T> @event, CancellationToken cancellation)
    {
        Announced.Add((CloudEvent<AppointmentEvent>)(object)@event);
        return Task.CompletedTask;
    }

    /// <summary>Every claim that has seats for good.</summary>
    public IEnumerable<string> Booked => Sessions.Values.SelectMany(session => session.Seats).Where(seat => seat.State is SeatState.Booked).Select(seat => seat.Claim);
}
