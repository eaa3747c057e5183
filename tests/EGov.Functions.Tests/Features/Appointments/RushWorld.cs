using System.Globalization;
using System.Text;
using System.Text.Json;
using EGov.Domain.Appointments;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Appointments.ChangeAppointment;
using EGov.Functions.Features.Appointments.ConfirmAppointment;
using EGov.Functions.Features.Appointments.GetQueuePlace;
using EGov.Functions.Features.Appointments.HoldSlot;
using EGov.Functions.Features.Appointments.JoinQueue;
using EGov.Functions.Features.Appointments.ListAvailability;
using EGov.Functions.Features.Appointments.ListSlots;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Limits;
using EGov.Functions.Tests.Adapters;
using EGov.Functions.Tests.Features.Audit;
using EGov.Functions.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using EGov.Functions.Tests.Hosting.Settings;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Appointments;

/// <summary>
/// One process of the application before a rush, over real storage and with a clock of its own: its functions are called with requests and answer
/// as over HTTP. Of Friday 4 December 2026 half of the ten seats of each time are released on Wednesday at 08:00, and two people a minute have their turn.
/// </summary>
internal sealed class RushWorld
{
    public const string Date = "2026-12-04";

    public static readonly DateTimeOffset Release = new(2026, 12, 2, 8, 0, 0, TimeSpan.FromHours(8));

    private readonly IRuleLibrary _library;
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly JoinQueueFunction _join;
    private readonly GetQueuePlaceFunction _place;
    private readonly HoldSlotFunction _hold;
    private readonly ConfirmAppointmentFunction _confirm;
    private readonly ChangeAppointmentFunction _change;
    private readonly ListSlotsFunction _slots;
    private readonly ListAvailabilityFunction _availability;

    private RushWorld(StorageClientsAndKeys storage, string service, IRuleLibrary library, FakeTimeProvider time, IReadOnlyDictionary<string, string?> settings)
    {
        (Service, Time, _library, _settings) = (service, time, library, settings);
        var (people, passes, tickets) = (new People(new TestSecrets()), new Passes(new TestSecrets(), time), new QueueTickets(new TestSecrets()));
        var (store, book, rooms) = (new TableAppointmentStore(storage.Clients, storage.Keys), new TableSessionBook(storage.Clients, time), new TableWaitingRooms(storage.Clients, time));
        var limits = new CallLimits(TestSettings.Limits(settings));
        var (turns, availability, own) = (new Turns(tickets, rooms), new Availability(book, time), new OwnAppointments(passes, store, book, library, time));
        _join = new(passes, new JoinQueueHandler(library, people, limits, rooms, tickets, time));
        _place = new(library, tickets, rooms, time);
        _hold = new(new HoldSlotHandler(library, turns, limits, availability, people, store, book, own, passes, new RecordedEntries(), time), new RightOfWay(time));
        _confirm = new(passes, new ConfirmAppointmentHandler(people, book, Substitute.For<ISettlements>(), own, time), new RightOfWay(time));
        _change = new(passes, new ChangeAppointmentHandler(library, turns, limits, availability, people, store, book, Substitute.For<ISettlements>(), own, time));
        _slots = new(library, availability, new AvailabilityAnswers(time), time);
        _availability = new(library, availability, new AvailabilityAnswers(time), time);
    }

    /// <summary>Another process of the application: the same storage, rules and clock, and nothing else in common.</summary>
    public async Task<RushWorld> AnotherAsync(AzuriteServer azurite) => new(new(await azurite.ConnectAsync(), azurite.Keys), Service, _library, Time, _settings);

    public string Service { get; }

    public FakeTimeProvider Time { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="before">How long before the release the clock stands.</param>
    public static async Task<RushWorld> BeginAsync(
        AzuriteServer azurite, int perMinute = 2, bool newDates = false, TimeSpan? before = null, params (string Name, string Value)[] settings)
    {
        var service = Samples.Name("service");
        var library = Substitute.For<IRuleLibrary>();
        library.Current.Returns(Rules(service, perMinute, newDates));
        Dictionary<string, string?> all = Enum.GetNames<CallLimit>().ToDictionary(name => $"Limits:{name}:PerPerson", _ => (string?)"1000");
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return new RushWorld(
            new(await azurite.ConnectAsync(), azurite.Keys), service, library, new FakeTimeProvider(Release - (before ?? TimeSpan.FromMinutes(5))), all);
    }

    public Task<Answer> JoinAsync(string document, string date = Date) => AskAsync(
        http => _join.RunAsync(http.Request, Cancellation),
        new { service = Service, date, document = new { type = "travel-document", number = document } });

    /// <summary>Joins to move an appointment, without saying the document again.</summary>
    public Task<Answer> JoinAsync(Answer held, string? service = null) => AskAsync(
        http => _join.RunAsync(http.Request, Cancellation),
        new { service = service ?? Service, date = Date, reference = held.Text("reference") },
        (Passes.Header, held.Text("pass")));

    /// <summary>Joins, and gives the ticket.</summary>
    public async Task<string> TicketAsync(string document, string date = Date) => (await JoinAsync(document, date)).Is(201).Body.GetProperty("ticket").GetString()!;

    public Task<Answer> PlaceAsync(string? ticket) => AskAsync(http => _place.RunAsync(http.Request, Cancellation), null, (QueueTickets.Header, ticket));

    public Task<Answer> HoldAsync(string document, string? ticket, string time = "09:00", string? key = null, string date = Date) => AskAsync(
        http => _hold.RunAsync(http.Request, Cancellation),
        new
        {
            service = Service,
            @class = "lost",
            office = "RHK",
            date,
            time,
            document = new { type = "travel-document", number = document },
            dateOfBirth = "1985-06-15",
            enquiryCode = "2580",
        },
        (QueueTickets.Header, ticket),
        ("Idempotency-Key", key ?? Guid.NewGuid().ToString()));

    public Task<Answer> ConfirmAsync(Answer held) => AskAsync(
        http => _confirm.RunAsync(http.Request, held.Text("reference"), Cancellation), null, (Passes.Header, held.Text("pass")), ("Idempotency-Key", Guid.NewGuid().ToString()));

    public Task<Answer> ChangeAsync(Answer held, string version, string date, string time, string? ticket) => AskAsync(
        http => _change.RunAsync(http.Request, held.Text("reference"), Cancellation),
        new { office = "RHK", date, time },
        (Passes.Header, held.Text("pass")),
        ("If-Match", version),
        (QueueTickets.Header, ticket),
        ("Idempotency-Key", Guid.NewGuid().ToString()));

    public Task<Answer> SlotsAsync(string date = Date) => AskAsync(
        http =>
        {
            http.Request.QueryString = new QueryString($"?service={Service}&class=lost");
            return _slots.RunAsync(http.Request, date);
        },
        null);

    public Task<Answer> AvailabilityAsync() => AskAsync(
        http =>
        {
            http.Request.QueryString = new QueryString($"?service={Service}&class=lost");
            return _availability.RunAsync(http.Request);
        },
        null);

    private static async Task<Answer> AskAsync(Func<HttpContext, Task<IResult>> run, object? body, params (string Name, string? Value)[] headers)
    {
        var http = HttpCalls.Call(body is null ? null : JsonSerializer.Serialize(body));
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
        {
            http.Request.Headers[name] = value;
        }

        await (await run(http)).ExecuteAsync(http);
        return new Answer(http.Response.StatusCode, ((MemoryStream)http.Response.Body).Length == 0 ? default : http.Body(), http.Response.Headers);
    }

    private static RuleBook Rules(string service, int perMinute, bool newDates)
    {
        var reading = RuleDocuments.Read(
            """{"department": "immd", "offices": [{"id": "RHK", "name": {"en": "a", "tc": "a", "sc": "a"}, "address": {"en": "a", "tc": "a", "sc": "a"}, "region": "HK"}]}"""u8.ToArray(),
            """{"holidays": [{"date": "2026-12-25", "name": {"en": "a", "tc": "a", "sc": "a"}}], "knownUntil": "2026-12-31"}"""u8.ToArray(),
            Encoding.UTF8.GetBytes($$$"""
                {"department": "immd", "services": [{
                  "id": "{{{service}}}", "name": {"en": "a", "tc": "a", "sc": "a"}, "summary": {"en": "a", "tc": "a", "sc": "a"}, "documents": ["travel-document"],
                  "classes": [{"id": "lost", "name": {"en": "a", "tc": "a", "sc": "a"}}],
                  "windows": [{"from": "2024-01-01", "first": 1, "last": 20, "week": "mon-sat"}],
                  "release": [{"percent": 50}, {"percent": 50, "daysBefore": 2, "time": "08:00"}],
                  "rush": {"minutesBefore": 15, "minutesAfter": 20, "perMinute": {{{perMinute.ToString(CultureInfo.InvariantCulture)}}}, "newDates": {{{(newDates ? "true" : "false")}}}},
                  "group": 1,
                  "schedules": [{"office": "RHK", "from": "2024-01-01", "sessions": [
                    {"id": "am", "days": ["mon", "tue", "wed", "thu", "fri"], "start": "09:00", "end": "12:00", "slotMinutes": 15, "counters": 10, "hours": "general"}]}]
                }]}
                """));
        Assert.Empty(reading.Defects);
        return reading.Book!;
    }

    internal sealed record Answer(int Status, JsonElement Body, IHeaderDictionary Headers)
    {
        public Answer Is(int status)
        {
            Assert.True(status == Status, $"{Status} {Body}");
            return this;
        }

        public Answer Refuses(string code)
        {
            Assert.True(Status >= 400 && Text("code") == code, $"{Status} {Body}");
            return this;
        }

        public string Text(string name) => Body.GetProperty(name).GetString()!;

        public int Number(string name) => Body.GetProperty(name).GetInt32();

        public bool Has(string name) => Body.TryGetProperty(name, out _);
    }

    private sealed record StorageClientsAndKeys(EGov.Functions.Adapters.StorageClients Clients, EGov.Functions.Hosting.Protection.DataKeys Keys);
}
