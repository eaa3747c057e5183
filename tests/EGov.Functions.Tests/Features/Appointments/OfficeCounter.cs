using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Domain.Submissions;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Appointments.CheckInPerson;
using EGov.Functions.Features.Appointments.NoteNoShow;
using EGov.Functions.Features.Appointments.OpenAppointment;
using EGov.Functions.Features.Appointments.SeatWalkIn;
using EGov.Functions.Features.Appointments.SetQuota;
using EGov.Functions.Features.Retention;
using EGov.Functions.Hosting.Authorization;
using EGov.Functions.Hosting.Http;
using EGov.Functions.Tests.Features.Audit;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Appointments;

/// <summary>An officer of Immigration at the counter, over ports in memory, by the rules of this build, at 09:00 of Tuesday 24 November 2026.</summary>
internal sealed class OfficeCounter
{
    private readonly AppointmentDesk _desk;
    private readonly TestRules _rules = new();
    private readonly People _people = new(new TestSecrets());

    public OfficeCounter()
    {
        _desk = new AppointmentDesk(Time);
        Records = new OfficeRecords(World.Deaths);
    }

    public FakeTimeProvider Time { get; } = new(HongKong.At(new DateOnly(2026, 11, 24), new TimeOnly(9, 0)));

    public InMemory World => _desk.World;

    public OfficeRecords Records { get; }

    public RecordedEntries Trail => _desk.Trail;

    public ICertificateStore Certificates { get; } = Substitute.For<ICertificateStore>();

    public static Caller Officer { get; } = At("immd");

    public RuleBook Rules => _rules.Current;

    private OfficeDays Days => new(World);

    private VisitNotes Notes => new(World, _people, Time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Caller At(string department, string person = "officer") =>
        new(person, "Cheung Ka Yan", department, ["Officer"], new HashSet<Permission> { Permission.ManageAppointments });

    /// <summary>Lost card, at 09:00 of Tuesday 1 December, at RKO.</summary>
    public async Task<Reference> BookAsync()
    {
        var pass = await _desk.BookAsync();
        var reference = Reference.Parse(pass.Reference);
        Records.References[reference] = new ListedAppointment(pass.Service, pass.Person);
        return reference;
    }

    public Task CancelAsync() => _desk.CancelAsync(new Pass(
        World.Appointments.Values.Single().Reference.Value, "hkic", "lost", 1, 0, World.Appointments.Values.Single().Person,
        World.Appointments.Values.Single().Claim, Time.GetUtcNow(), Time.GetUtcNow().AddHours(1)));

    public void GoTo(int month, int day, int hour, int minute) => Time.SetUtcNow(HongKong.At(new DateOnly(2026, month, day), new TimeOnly(hour, minute)));

    public Task<Outcome<ArrivalView>> CheckInAsync(string? code, string office = "RKO", string key = "key", DateOnly? date = null, Caller? by = null, string department = "immd") =>
        new CheckInPersonHandler(_rules, Days, Notes, Records, World, World, Trail, Time)
            .HandleAsync(by ?? Officer, department, key, new CheckInPersonCommand(code, office, date), Cancellation);

    public Task<Outcome<BookingView>> NoShowAsync(string? reference, DateOnly? date, string office = "RKO", Caller? by = null) =>
        new NoteNoShowHandler(_rules, Days, Notes, Trail, Time)
            .HandleAsync(by ?? Officer, "immd", "key", new NoteNoShowCommand(office, date, reference), Cancellation);

    public Task<Outcome<WalkInView>> WalkInAsync(
        string key = "key", string @class = "lost", string office = "RKO", string service = "hkic", Caller? by = null) =>
        new SeatWalkInHandler(_rules, World, _people, Time)
            .HandleAsync(by ?? Officer, "immd", key, new SeatWalkInCommand(service, @class, office), Cancellation);

    public Task<Outcome<OpenedBookingView>> OpenAsync(string reference, string? date = "2026-12-01", string? office = "RKO", Caller? by = null) =>
        new OpenAppointmentHandler(_rules, Days, Records, World, Certificates, Time).HandleAsync(by ?? Officer, "immd", reference, office, date, Cancellation);

    public Task<IReadOnlyList<OfficeSession>> DayAsync(DateOnly date, string office = "RKO") => Days.ReadAsync(Rules, Rules.Office(office)!, date, Cancellation);

    public Outcome<QuotaDates> Read(QuotaCommand command, Caller? by = null) =>
        QuotaDates.Read(command, by ?? Officer, Rules, "immd", HongKong.DateOf(Time.GetUtcNow()));

    public Task<IReadOnlyList<QuotaEffect>> PreviewAsync(QuotaCommand command) => new QuotaEffects(World, Time).OfAsync(Read(command).Value, Cancellation);

    public Task<Outcome<QuotaChangeView>> SetQuotaAsync(QuotaCommand command, string key = "key", Caller? by = null) =>
        new SetQuotaHandler(_rules, new QuotaEffects(World, Time), Records, World, _people, Time)
            .HandleAsync(by ?? Officer, "immd", key, new Body<QuotaCommand>(command, command.ToString()), Cancellation);

    /// <summary>Takes seats of a slot of RKO's identity card session.</summary>
    public void Book(DateOnly date, int slot, int seats, string session = "day")
    {
        var plan = Rules.Plan(new SessionKey("hkic", "RKO", date, session))!;
        for (var i = 0; i < seats; i++)
        {
            World.Sessions[plan.Key] = World.Sessions.GetValueOrDefault(plan.Key, SessionSeats.Untouched).Claim(
                plan, ReleasedShare.All, slot, 1, new SeatOwner($"claim-{slot}-{i}", "person", "reference", "lost"), Time.GetUtcNow(), null)!;
        }
    }
}
