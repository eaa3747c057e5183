using System.Runtime.CompilerServices;
using EGov.Domain.Appointments;
using EGov.Functions.Events;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Tests.Features.Forms;

namespace EGov.Functions.Tests.Features.Appointments;

/// <summary>The ports of the feature with their whole promise, in memory, where a process can die before and after any effect.</summary>
internal sealed class InMemory : IAppointmentStore, ISessionBook, ISettlements, IEventPublisher, IClosureStore, IClosureOrders, IWatchList, IPassOnOrders
{
    private readonly Lock _door = new();
    private int _version;
    private int _moments;
    private Func<Task>? _happens;

    public Deaths Deaths { get; } = new();

    public Dictionary<(string Service, string Person), Appointment> Appointments { get; } = [];

    public Dictionary<SessionKey, SessionSeats> Sessions { get; } = [];

    /// <summary>Promises that nobody withdrew.</summary>
    public Dictionary<long, Settlement> Promises { get; } = [];

    /// <summary>What was announced, repetitions too.</summary>
    public List<CloudEvent<AppointmentEvent>> Announced { get; } = [];

    /// <summary>Runs before the next replacement of an appointment: what somebody else does meanwhile.</summary>
    public Func<Task>? Meanwhile { get; set; }

    /// <summary>Whether the moment came for which <see cref="At"/> was asked.</summary>
    public bool CameTo { get; private set; }

    /// <summary>Runs before the so manieth use of a row, counted from now: what somebody else does at that moment.</summary>
    public void At(int moment, Func<Task> happens) => (_moments, _happens, CameTo) = (moment, happens, false);

    public async Task<Appointment?> FindAsync(string service, string person, CancellationToken cancellation)
    {
        await MomentAsync();
        return Look(() => Appointments.GetValueOrDefault((service, person)));
    }

    public Task<bool> AddAsync(Appointment appointment, CancellationToken cancellation)
    {
        var added = false;
        Step(() => added = Appointments.TryAdd((appointment.Service, appointment.Person), appointment with { Version = $"{_version++}" }));
        return Task.FromResult(added);
    }

    public async Task<bool> ReplaceAsync(Appointment changed, CancellationToken cancellation)
    {
        if (Meanwhile is { } happens)
        {
            Meanwhile = null;
            await happens();
        }

        await MomentAsync();
        var replaced = false;
        Step(() =>
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

    public Task<bool> DeleteAsync(Appointment ended, CancellationToken cancellation)
    {
        var key = (ended.Service, ended.Person);
        var gone = true;
        Step(() => gone = !Appointments.TryGetValue(key, out var there) || (there.Version == ended.Version && Appointments.Remove(key)));
        return Task.FromResult(gone);
    }

    public async Task<T> DecideAsync<T>(SessionKey session, Func<SessionSeats, Decision<T>> decide, CancellationToken cancellation)
    {
        await MomentAsync();
        lock (_door)
        {
            var known = Sessions.GetValueOrDefault(session, SessionSeats.Untouched);
            var decision = decide(known);
            if (decision.Next is { } next && !ReferenceEquals(next, known))
            {
                Step(() => Sessions[session] = next);
            }

            return decision.Answer;
        }
    }

    public Task<IReadOnlyDictionary<(DateOnly Date, string Session), SeatCounts>> CountsAsync(string service, string office, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<(DateOnly, string), SeatCounts>>(Look(() => Sessions
            .Where(session => session.Key.Service == service && session.Key.Office == office)
            .ToDictionary(session => (session.Key.Date, session.Key.Id), session => SeatCounts.Of(session.Value))));

    public Task<IReadOnlyDictionary<(DateOnly Date, string Session), SeatCounts>> FreshCountsAsync(string service, string office, CancellationToken cancellation) =>
        CountsAsync(service, office, cancellation);

    public Task<IReadOnlyDictionary<string, SessionSeats>> DayAsync(string service, string office, DateOnly date, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<string, SessionSeats>>(Sessions
            .Where(session => session.Key.Service == service && session.Key.Office == office && session.Key.Date == date)
            .ToDictionary(session => session.Key.Id, session => session.Value));

    public Task<IReadOnlyDictionary<(DateOnly Date, string Session), SessionTally>> TalliesAsync(
        string service, string office, DateOnly from, DateOnly to, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<(DateOnly, string), SessionTally>>(Sessions
            .Where(session => session.Key.Service == service && session.Key.Office == office && session.Key.Date >= from && session.Key.Date <= to)
            .ToDictionary(session => (session.Key.Date, session.Key.Id), session => SessionTally.Of(session.Value)));

    public Task<long> PromiseAsync(Settlement settlement, CancellationToken cancellation)
    {
        var promise = (long)_version++;
        Step(() => Promises.Add(promise, settlement));
        return Task.FromResult(promise);
    }

    public void Withdraw(long promise) => Step(() => Promises.Remove(promise));

    public void Keep(long promise, CloudEvent<AppointmentEvent> happened) => Step(() =>
    {
        Announced.Add(happened);
        Promises.Remove(promise);
    });

    public Task PublishAsync<T>(string topic, CloudEvent<T> @event, CancellationToken cancellation) => PublishAllAsync(topic, [@event], cancellation);

    public Task PublishAllAsync<T>(string topic, IReadOnlyCollection<CloudEvent<T>> events, CancellationToken cancellation)
    {
        Step(() => Announced.AddRange(events.Cast<CloudEvent<AppointmentEvent>>()));
        return Task.CompletedTask;
    }

    public Dictionary<string, StoredClosure> Closures { get; } = [];

    /// <summary>Orders on the bus, those that are promised too.</summary>
    public List<ClosureOrder> ClosureOrders { get; } = [];

    public List<ReofferOrder> ReofferOrders { get; } = [];

    Task<StoredClosure?> IClosureStore.FindAsync(string department, string closureId, CancellationToken cancellation) =>
        Task.FromResult(Closures.GetValueOrDefault(closureId));

    Task<bool> IClosureStore.AddAsync(StoredClosure closure, CancellationToken cancellation)
    {
        var added = false;
        Step(() => added = Closures.TryAdd(closure.Closure.Id, closure with { Version = $"{_version++}" }));
        return Task.FromResult(added);
    }

    Task<bool> IClosureStore.ReplaceAsync(StoredClosure changed, CancellationToken cancellation)
    {
        var replaced = false;
        Step(() =>
        {
            replaced = Closures[changed.Closure.Id].Version == changed.Version;
            if (replaced)
            {
                Closures[changed.Closure.Id] = changed with { Version = $"{_version++}" };
            }
        });
        return Task.FromResult(replaced);
    }

    Task<IReadOnlyList<Closure>> IClosureStore.ListAsync(string department, DateTimeOffset since, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Closure>>([.. Closures.Values.Select(stored => stored.Closure).Where(closure => closure.Department == department && closure.To >= since)]);

    Task<long> IClosureOrders.PromiseAsync(ClosureOrder order, CancellationToken cancellation)
    {
        Step(() => ClosureOrders.Add(order));
        return Task.FromResult(0L);
    }

    Task IClosureOrders.BeginAsync(long promise, ClosureOrder order, CancellationToken cancellation)
    {
        // The promise is withdrawn and the order goes out: there is one either way.
        Step(() => { });
        return Task.CompletedTask;
    }

    Task IClosureOrders.WithdrawAsync(long promise, CancellationToken cancellation)
    {
        Step(() => ClosureOrders.RemoveAt(ClosureOrders.Count - 1));
        return Task.CompletedTask;
    }

    Task IClosureOrders.ReofferAsync(IReadOnlyCollection<ReofferOrder> orders, CancellationToken cancellation)
    {
        Step(() => ReofferOrders.AddRange(orders));
        return Task.CompletedTask;
    }

    /// <summary>Every claim that has seats for good.</summary>
    public IEnumerable<string> Booked => Sessions.Values.SelectMany(session => session.Seats).Where(seat => seat.State is SeatState.Booked).Select(seat => seat.Claim);

    /// <summary>Leads in their places.</summary>
    public SortedDictionary<(DateTimeOffset Since, string Person), WatchLead> Leads { get; } = [];

    /// <summary>Orders to pass seats on, and when they are due.</summary>
    public List<(PassOnOrder Order, DateTimeOffset At)> PassOnOrders { get; } = [];

    async IAsyncEnumerable<WatchLead> IWatchList.InOrderAsync(string service, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var lead in Look(() => Leads.Values.Where(lead => lead.Service == service && lead.Watch.Since < before).ToList()))
        {
            await MomentAsync();
            yield return lead;
        }
    }

    Task IWatchList.PutAsync(WatchLead lead, CancellationToken cancellation)
    {
        Step(() => Leads[(lead.Watch.Since, lead.Person)] = lead);
        return Task.CompletedTask;
    }

    Task IWatchList.RemoveAsync(WatchLead lead, CancellationToken cancellation)
    {
        Step(() => Leads.Remove((lead.Watch.Since, lead.Person)));
        return Task.CompletedTask;
    }

    Task IPassOnOrders.PassOnAsync(PassOnOrder order, DateTimeOffset at, CancellationToken cancellation)
    {
        Step(() => PassOnOrders.Add((order, at)));
        return Task.CompletedTask;
    }

    private async Task MomentAsync()
    {
        Func<Task>? now = null;
        lock (_door)
        {
            if (_happens is not null && _moments-- == 0)
            {
                (now, _happens, CameTo) = (_happens, null, true);
            }
        }

        if (now is not null)
        {
            await now();
        }
    }

    /// <summary>Several may be at it at once, as in a process; each effect is whole.</summary>
    private void Step(Action effect)
    {
        lock (_door)
        {
            Deaths.Step(effect);
        }
    }

    private T Look<T>(Func<T> look)
    {
        lock (_door)
        {
            return look();
        }
    }
}
