using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Appointments.CancelAppointment;
using EGov.Functions.Features.Appointments.ChangeAppointment;
using EGov.Functions.Features.Appointments.ConfirmAppointment;
using EGov.Functions.Features.Appointments.HoldSlot;
using EGov.Functions.Features.Appointments.SettleAppointment;
using EGov.Functions.Hosting.Http;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Appointments;

/// <summary>The use cases of appointments over ports in memory, by the rules of this build, at a fixed time.</summary>
internal sealed class AppointmentDesk
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));
    private readonly TestRules _rules = new();
    private readonly People _people = new(new TestSecrets());

    public InMemory World { get; } = new();

    private OwnAppointments Own => new(new Passes(new TestSecrets(), _time), World, World, _rules, _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A confirmed appointment at 09:00 on the first Tuesday of December.</summary>
    public async Task<Pass> BookAsync()
    {
        var command = new HoldSlotCommand(
            "hkic", "lost", "RKO", new DateOnly(2026, 12, 1), "09:00", new DocumentNamed("travel-document", "K1234567"), new DateOnly(1985, 6, 15), "2580", null, null, "en", null, null);
        var availability = new Availability(World, _time);
        var held = await new HoldSlotHandler(_rules, availability, _people, World, World, Own, new Passes(new TestSecrets(), _time), _time)
            .HandleAsync("hold", new Body<HoldSlotCommand>(command, "hash"), account: "account", Cancellation);
        Assert.Null(held.Refused);
        var appointment = World.Appointments.Values.Single();
        var pass = new Pass(
            appointment.Reference.Value, "hkic", "lost", 1, 0, appointment.Person, appointment.Claim, appointment.HeldUntil, _time.GetUtcNow().AddHours(1), appointment.Account);
        Assert.Null((await new ConfirmAppointmentHandler(_people, World, World, Own, _time).HandleAsync(pass, "confirm", Cancellation)).Refused);
        return pass;
    }

    /// <summary>To 09:15 of the day after.</summary>
    public Task<Domain.Outcome<AppointmentView>> ChangeAsync(Pass pass) =>
        new ChangeAppointmentHandler(_rules, new Availability(World, _time), _people, World, World, World, Own, _time)
            .HandleAsync(pass, "change", "\"0-Booked\"", new ChangeAppointmentCommand("RKO", new DateOnly(2026, 12, 2), "09:15"), Cancellation);

    public Task<Domain.Outcome<AppointmentView>> CancelAsync(Pass pass) =>
        new CancelAppointmentHandler(World, World, World, Own, _time).HandleAsync(pass, "\"0-Booked\"", Cancellation);

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
