using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Appointments.AcceptOffer;
using EGov.Functions.Features.Appointments.CancelAppointment;
using EGov.Functions.Features.Appointments.ChangeAppointment;
using EGov.Functions.Features.Appointments.ConfirmAppointment;
using EGov.Functions.Features.Appointments.FindAppointment;
using EGov.Functions.Features.Appointments.HoldSlot;
using EGov.Functions.Features.Appointments.SettleAppointment;
using EGov.Functions.Hosting.Http;
using EGov.Functions.Tests.Features.Audit;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Appointments;

/// <summary>The use cases of appointments over ports in memory, by the rules of this build, at a fixed time.</summary>
internal sealed class AppointmentDesk
{
    private readonly FakeTimeProvider _time;
    private readonly TestRules _rules = new();
    private readonly People _people = new(new TestSecrets());

    public AppointmentDesk(FakeTimeProvider? time = null) => _time = time ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));

    public InMemory World { get; } = new();

    public RecordedEntries Trail { get; } = new();

    private OwnAppointments Own => new(new Passes(new TestSecrets(), _time), World, World, _rules, _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A hold on the first Tuesday of December, at a time when the office has fourteen seats.</summary>
    public Task<Domain.Outcome<HeldAppointment>> HoldAsync(string document = "K1234567", string key = "hold", string time = "09:00", string bodyHash = "hash")
    {
        var command = new HoldSlotCommand(
            "hkic", "lost", "RKO", new DateOnly(2026, 12, 1), time, new DocumentNamed("travel-document", document), new DateOnly(1985, 6, 15), "2580", null, null, "en", null, null);
        return new HoldSlotHandler(_rules, QuietTimes.Turns, QuietTimes.Limits, new Availability(World, _time), _people, World, World, Own, new Passes(new TestSecrets(), _time), Trail, _time)
            .HandleAsync(key, new Body<HoldSlotCommand>(command, bodyHash), account: "account", ticket: null, Cancellation);
    }

    /// <summary>What is booked below, by its particulars.</summary>
    public Task<Domain.Outcome<FoundAppointment>> FindAsync(string document, string code) =>
        new FindAppointmentHandler(_rules, _people, QuietTimes.Limits, World, Own, new Passes(new TestSecrets(), _time), Trail, _time)
            .HandleAsync(new FindAppointmentCommand("hkic", new DocumentNamed("travel-document", document), new DateOnly(1985, 6, 15), code), Cancellation);

    /// <summary>The same at 09:00, confirmed.</summary>
    public async Task<Pass> BookAsync()
    {
        Assert.Null((await HoldAsync()).Refused);
        var appointment = World.Appointments.Values.Single();
        var pass = new Pass(
            appointment.Reference.Value, "hkic", "lost", 1, 0, appointment.Person, appointment.Claim, appointment.HeldUntil, _time.GetUtcNow().AddHours(1), appointment.Account);
        Assert.Null((await new ConfirmAppointmentHandler(_people, World, World, Own, _time).HandleAsync(pass, "confirm", Cancellation)).Refused);
        return pass;
    }

    /// <summary>To 09:15 of the day after.</summary>
    public Task<Domain.Outcome<AppointmentView>> ChangeAsync(Pass pass, string ifMatch = "\"0-Booked\"") =>
        new ChangeAppointmentHandler(_rules, QuietTimes.Turns, QuietTimes.Limits, new Availability(World, _time), _people, World, World, World, Own, _time)
            .HandleAsync(pass, "change", ifMatch, new ChangeAppointmentCommand("RKO", new DateOnly(2026, 12, 2), "09:15"), null, Cancellation);

    public Task<Domain.Outcome<AppointmentView>> CancelAsync(Pass pass) =>
        new CancelAppointmentHandler(World, World, World, Own, _time).HandleAsync(pass, "\"0-Booked\"", Cancellation);

    /// <summary>Other seats at 09:30 of the day after, held for a day.</summary>
    public async Task<Offer> OfferAsync()
    {
        var appointment = World.Appointments.Values.Single();
        var now = _time.GetUtcNow();
        var slots = new Slots(_rules.Current);
        var (service, @class) = slots.Class("hkic", "lost").Value;
        var slot = slots.Find(service, @class, "RKO", new DateOnly(2026, 12, 2), "09:30", 1, default, now).Value;
        var offer = new Offer(slot.Claim("offer"), now.AddDays(1), OfferReason.OfficeClosed);
        Assert.True(await World.ReplaceAsync(appointment with { Offer = offer }, Cancellation));
        await World.DecideAsync(
            offer.Claim.Session,
            session => new Decision<bool>(session.Claim(slot.Plan, slot.Released, slot.Slot, 1, appointment.OwnerOf(offer.Claim), now, offer.Until)!, true),
            Cancellation);
        return offer;
    }

    public Task<Domain.Outcome<AppointmentView>> AcceptAsync(Pass pass, string offerId = "offer", string key = "accept") =>
        new AcceptOfferHandler(_people, World, World, World, Own, _time).HandleAsync(pass, offerId, key, Cancellation);

    public void Later(TimeSpan time) => _time.Advance(time);

    /// <summary>Everything that was promised and not withdrawn comes due.</summary>
    public async Task SettleAsync()
    {
        foreach (var (promise, settlement) in World.Promises.ToList())
        {
            await new SettleAppointmentFunction(World, World, World, _time).RunAsync(settlement, Cancellation);
            World.Promises.Remove(promise);
        }
    }
}
