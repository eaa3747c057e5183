using System.Globalization;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Appointments.AcceptOffer;
using EGov.Functions.Features.Appointments.CancelAppointment;
using EGov.Functions.Features.Appointments.ChangeAppointment;
using EGov.Functions.Features.Appointments.CloseOffice;
using EGov.Functions.Features.Appointments.DeclareClosure;
using EGov.Functions.Features.Appointments.EndClosure;
using EGov.Functions.Features.Appointments.OfferFreedSeat;
using EGov.Functions.Features.Appointments.PassOnSeat;
using EGov.Functions.Features.Appointments.RefuseOffer;
using EGov.Functions.Features.Appointments.ReofferSession;
using EGov.Functions.Features.Appointments.SetWatch;
using EGov.Functions.Features.Appointments.SettleAppointment;
using EGov.Functions.Features.Appointments.TellPerson;
using EGov.Functions.Features.Notifications;
using EGov.Functions.Hosting.Http;
using EGov.Functions.Tests.Hosting.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Appointments;

/// <summary>An office where people are booked, over ports in memory, by the rules of this build, on a Tuesday morning.</summary>
internal sealed class BookedOffice
{
    public const string Department = "immd";

    public static readonly DateOnly Wednesday = new(2026, 11, 25), Thursday = new(2026, 11, 26), Friday = new(2026, 11, 27);

    private readonly TestRules _rules = new();
    private readonly People _people = new(new TestSecrets());
    private int _booked;
    private int _delivered;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));

    public InMemory World { get; } = new();

    public RuleBook Rules => _rules.Current;

    public IEnumerable<Appointment> Appointments => World.Appointments.Values;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OwnAppointments Own => new(new Passes(new TestSecrets(), Time), World, World, _rules, Time);

    /// <summary>A booked appointment of somebody new.</summary>
    public Appointment Book(
        DateOnly date,
        string time,
        string office = "BDR-05",
        string service = "death-registration",
        string @class = "relative",
        int party = 1,
        Stay stay = default,
        string? email = null,
        Language language = Language.En)
    {
        var number = $"K{(_booked++).ToString("D7", CultureInfo.InvariantCulture)}";
        var person = _people.Of(service, "travel-document", number);
        var plan = Plan(service, office, date, time);
        var slot = plan.SlotAt(TimeOnly.Parse(time, CultureInfo.InvariantCulture))!.Value;
        var appointment = new Appointment(
            service,
            person,
            _people.Reference(person, "book"),
            @class,
            party,
            new Claim(_people.Claim(person, "book"), plan.Key, slot, plan.TimeOf(slot)),
            "hash",
            Time.GetUtcNow(),
            Cancelled: false,
            Sequence: 0,
            Left: null,
            new Proof("code", "birth", 0, null),
            new AppointmentDetails("travel-document", number, new DateOnly(1985, 6, 15), email, null, language, stay),
            Version: $"first {number}");
        World.Appointments.Add((service, person), appointment);
        Take(plan, slot, party, appointment.OwnerOf(appointment.Claim), until: null);
        return appointment;
    }

    public void Take(SessionPlan plan, int slot, int party, SeatOwner owner, DateTimeOffset? until) =>
        World.Sessions[plan.Key] = World.Sessions.GetValueOrDefault(plan.Key, SessionSeats.Untouched)
            .Claim(plan, ReleasedShare.All, slot, party, owner, Time.GetUtcNow(), until) ?? throw new InvalidOperationException("The slot is full");

    public SessionPlan Plan(string service, string office, DateOnly date, string time) => Rules.Sessions(Rules.Service(service)!, office, date)
        .First(plan => plan.SlotAt(TimeOnly.Parse(time, CultureInfo.InvariantCulture)) is not null);

    public Task<Outcome<Closure>> DeclareAsync(string from, string to, string office = "BDR-05", string key = "key", string hash = "hash") =>
        new DeclareClosureHandler(_rules, World, World, Time).HandleAsync(
            Department, key, new Body<DeclareClosureCommand>(new DeclareClosureCommand(office, from, to, "typhoon-signal-8", null), hash), Cancellation);

    public Task<Outcome<Closure>> EndAsync(string closure) => new EndClosureHandler(World, World, Time).HandleAsync(Department, closure, Cancellation);

    /// <summary>Everything that the bus holds for closures is handled, as often as it takes; what dies on the way comes again.</summary>
    public async Task WorkAsync()
    {
        while (World.ClosureOrders.Count + World.ReofferOrders.Count > 0)
        {
            foreach (var order in World.ClosureOrders.ToList())
            {
                await CloseAsync(order);
                World.ClosureOrders.Remove(order);
            }

            foreach (var order in World.ReofferOrders.ToList())
            {
                await ReofferAsync(order);
                World.ReofferOrders.Remove(order);
            }
        }
    }

    public Task CloseAsync(ClosureOrder order) => new CloseOfficeHandler(_rules, World, World, World).HandleAsync(order, Cancellation);

    public Task ReofferAsync(ReofferOrder order) =>
        new ReofferSessionHandler(_rules, World, World, World, World, _people, Time).HandleAsync(order, Cancellation);

    /// <summary>A closure that was declared and worked through.</summary>
    public async Task<Closure> ClosedAsync(string from, string to, string office = "BDR-05", string key = "key")
    {
        var closure = await DeclareAsync(from, to, office, key);
        Assert.Null(closure.Refused);
        await WorkAsync();
        return closure.Value;
    }

    public Appointment Now(Appointment appointment) => World.Appointments[(appointment.Service, appointment.Person)];

    public static Pass PassOf(Appointment appointment) => new(
        appointment.Reference.Value, appointment.Service, appointment.Class, appointment.Party, 0, appointment.Person, appointment.Claim, appointment.HeldUntil, DateTimeOffset.MaxValue);

    public async Task<AppointmentView> ViewAsync(Appointment appointment) => await Own.ViewAsync(Now(appointment), Cancellation);

    public Task<Outcome<AppointmentView>> AcceptAsync(Appointment appointment, string offer) =>
        new AcceptOfferHandler(_people, World, World, World, Own, Time).HandleAsync(PassOf(appointment), offer, "accept", Cancellation);

    public Task<Outcome<AppointmentView>> RefuseAsync(Appointment appointment, string offer) =>
        new RefuseOfferHandler(World, World, World, Own, Time).HandleAsync(PassOf(appointment), offer, Cancellation);

    public async Task<Outcome<AppointmentView>> CancelAsync(Appointment appointment) =>
        await new CancelAppointmentHandler(World, World, World, Own, Time).HandleAsync(PassOf(appointment), (await ViewAsync(appointment)).ETag, Cancellation);

    public async Task<Outcome<AppointmentView>> ChangeAsync(Appointment appointment, DateOnly date, string time, string office = "BDR-05") =>
        await new ChangeAppointmentHandler(_rules, QuietTimes.Turns, QuietTimes.Limits, new Availability(World, Time), _people, World, World, World, Own, Time).HandleAsync(
            PassOf(appointment), "change", (await ViewAsync(appointment)).ETag, new ChangeAppointmentCommand(office, date, time), ticket: null, Cancellation);

    public Measures Measures { get; } = new();

    /// <summary>Has somebody written to about everything that was announced.</summary>
    public async Task TellAsync(IMailer mailer)
    {
        var handler = new TellPersonHandler(
            _rules, World, World, World, new Passes(new TestSecrets(), Time), new Letters(), new PortalAddress("https://portal.example/"), mailer, Measures.Timeliness, Time);
        foreach (var happened in World.Announced)
        {
            await handler.HandleAsync(happened, Cancellation);
        }
    }

    private SeatChain Chain => new(_rules, World, World, World, World, World, _people, Time);

    public async Task<Outcome<AppointmentView>> WatchAsync(Appointment appointment, DateOnly? before = null, params string[] offices)
    {
        // Nobody asks at the same moment as another one.
        Time.Advance(TimeSpan.FromSeconds(1));
        return await new SetWatchHandler(_rules, World, World, Own, Time).HandleAsync(PassOf(appointment), new SetWatchCommand(before, offices), Cancellation);
    }

    /// <summary>Somebody gives seats back, and watchers are asked.</summary>
    public async Task LeaveAsync(Appointment appointment)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await CancelAsync(appointment)).Refused);
        await DeliverAsync();
    }

    /// <summary>What was announced reaches those who listen; what dies on the way comes again.</summary>
    public async Task DeliverAsync()
    {
        for (; _delivered < World.Announced.Count; _delivered++)
        {
            await new OfferFreedSeatFunction(World, World, Chain).RunAsync(World.Announced[_delivered], Cancellation);
        }
    }

    /// <summary>Orders to pass seats on that are due by now.</summary>
    public async Task ComeDueAsync()
    {
        while (World.PassOnOrders.FindIndex(order => order.At <= Time.GetUtcNow()) is >= 0 and var due)
        {
            var order = World.PassOnOrders[due];
            await new PassOnSeatHandler(World, World, World, Chain, Time).HandleAsync(order.Order, Cancellation);
            World.PassOnOrders.Remove(order);
        }
    }

    /// <summary>How many seats of a slot anybody may take.</summary>
    public int Free(DateOnly date, string time, string office = "BDR-05", string service = "death-registration")
    {
        var plan = Plan(service, office, date, time);
        var now = Time.GetUtcNow();
        return SeatCounts.Of(World.Sessions.GetValueOrDefault(plan.Key, SessionSeats.Untouched))
            .Free(plan, Rules.Released(Rules.Service(service)!, date, now), now)[plan.SlotAt(TimeOnly.Parse(time, CultureInfo.InvariantCulture))!.Value];
    }

    /// <summary>Everything that was promised and not withdrawn comes due.</summary>
    public async Task SettleAsync()
    {
        foreach (var (promise, settlement) in World.Promises.ToList())
        {
            await new SettleAppointmentFunction(World, World, World, Time).RunAsync(settlement, Cancellation);
            World.Promises.Remove(promise);
        }
    }

    /// <summary>The seats of a person's open offer; empty when there is none.</summary>
    public IReadOnlyList<Seat> Offered(Appointment appointment) => Now(appointment).Offer is { } offer && offer.IsOpen(Time.GetUtcNow())
        ? World.Sessions.GetValueOrDefault(offer.Claim.Session, SessionSeats.Untouched).Of(offer.Claim.Id, Time.GetUtcNow())
        : [];

    /// <summary>What must hold whatever happened: each seat has one owner, and whoever has seats without being booked there has them offered.</summary>
    public void Check()
    {
        foreach (var (key, session) in World.Sessions)
        {
            var taken = session.Seats.Where(seat => seat.IsTaken(Time.GetUtcNow())).ToList();
            Assert.Equal(taken.Count, taken.Select(seat => (seat.Slot, seat.Number)).Distinct().Count());
            foreach (var held in taken.Where(seat => seat.State is SeatState.Held && World.PassOnOrders.All(order => order.Order.Claim.Id != seat.Claim)))
            {
                Assert.Equal((key, held.Claim), Appointments.Single(one => one.Person == held.Owner.Person).Offer is { } offer ? (offer.Claim.Session, offer.Claim.Id) : default);
            }
        }
    }
}
