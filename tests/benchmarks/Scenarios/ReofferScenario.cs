using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EGov.Benchmarks.Reports;
using EGov.Domain;
using EGov.Domain.Appointments;
using EGov.Functions.Adapters;
using EGov.Functions.Adapters.Secrets;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Hosting.Protection;
using EGov.Testing;
using EGov.Functions.Hosting.Settings;

namespace EGov.Benchmarks.Scenarios;

/// <summary>
/// Ten thousand people are booked at the largest office, which closes for three weeks. The time counts from the officer's call until the last
/// offer is held; then every row and every session is read and held against what was promised.
/// </summary>
internal sealed class ReofferScenario : IScenario
{
    private const int People = 10_000;
    private const int AtOnce = 32;
    private const string Service = "hkic";
    private const string Office = "RTK";

    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(2);

    public string Name => "reoffer";

    public string Question => $"How long does it take until {People} people whose office closes are each offered another seat that is held for them?";

    public async Task<ScenarioResult> RunAsync(BenchOptions options, TextWriter progress, CancellationToken cancellation)
    {
        await using var stack = await LocalStack.StartAsync(cancellation: cancellation);
        var storage = new StorageClients(new StorageSettings(stack.ConnectionString, Tables: null, Blobs: null, Quarantine: null, ClientId: null, UploadOrigins: null), []);
        var vault = new FolderSecretVault(Path.Combine(stack.Folder, "secrets"));
        using var keys = new DataKeys(vault, TimeProvider.System);
        var town = new Town(new TableAppointmentStore(storage, keys), new TableSessionBook(storage, TimeProvider.System), new People(vault));
        var (first, last) = await town.SettleAsync(cancellation);
        await progress.WriteLineAsync($"reoffer: {People} are booked at {Office} from {first:O} to {last:O}");

        var clock = Stopwatch.StartNew();
        await DeclareAsync(stack, first, last, cancellation);
        await DoneAsync(stack, cancellation);
        var taken = clock.Elapsed;
        await stack.SettleAsync(cancellation);
        var told = clock.Elapsed;
        var failures = await town.CheckAsync(last, cancellation);
        return new ScenarioResult(
            Name,
            Question,
            [],
            [
                new Fact("people", People, ""),
                new Fact("until the last offer was held", taken.TotalSeconds, "s", FormattableString.Invariant($"under {s_bound.TotalSeconds:0}")),
                new Fact("offers a second", People / taken.TotalSeconds, ""),
                new Fact("until every event was handled too", told.TotalSeconds, "s"),
            ],
            taken < s_bound ? failures : [.. failures, $"It took {taken}"]);
    }

    private static async Task DeclareAsync(LocalStack stack, DateOnly first, DateOnly last, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(stack.ApiBase, "departments/immd/appointments/closures"))
        {
            Content = JsonContent.Create(new
            {
                office = Office,
                from = FormattableString.Invariant($"{first:yyyy-MM-dd}T00:00"),
                to = FormattableString.Invariant($"{last:yyyy-MM-dd}T23:59"),
                reason = "incident",
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await stack.TokenAsync("officer-immd-cheung", cancellation));
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await stack.Http.SendAsync(request, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>An order to close is on the bus when it is answered, and it goes only when those to offer are there.</summary>
    private static async Task DoneAsync(LocalStack stack, CancellationToken cancellation)
    {
        string[] queues = ["close-office", "reoffer-session"];
        while ((await stack.Http.GetFromJsonAsync<JsonElement>(new Uri(stack.AdminBase, "bus"), cancellation)).EnumerateArray()
            .Where(queue => queues.Contains(queue.GetProperty("entity").GetString()))
            .Any(queue => queue.GetProperty("active").GetInt64() + queue.GetProperty("locked").GetInt64() > 0))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }

    /// <summary>Everybody who is booked, written as the application writes them.</summary>
    private sealed class Town(IAppointmentStore store, ISessionBook book, People names)
    {
        private readonly List<Appointment> _booked = [];

        /// <summary>Fills whole sessions from the first day that can be booked on, until everybody has a seat.</summary>
        /// <returns>The first and the last day.</returns>
        public async Task<(DateOnly First, DateOnly Last)> SettleAsync(CancellationToken cancellation)
        {
            var rules = Rules();
            var plans = rules.DatesOffered(rules.Service(Service)!, "lost", HongKong.DateOf(DateTimeOffset.UtcNow))
                .SelectMany(date => rules.Sessions(rules.Service(Service)!, Office, date))
                .GetEnumerator();
            while (_booked.Count < People && plans.MoveNext())
            {
                var plan = plans.Current;
                var some = (
                    from slot in Enumerable.Range(0, plan.Slots)
                    from counter in Enumerable.Range(0, plan.Counters)
                    select Somebody(plan, slot, counter)).Take(People - _booked.Count).ToList();
                await book.DecideAsync(plan.Key, session => new Decision<bool>(some.Aggregate(session, (seats, one) => Seated(seats, plan, one)), true), cancellation);
                await Parallel.ForEachAsync(
                    some,
                    new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
                    async (one, token) => await store.AddAsync(one, token));
                _booked.AddRange(some);
            }

            return (_booked[0].Claim.Session.Date, _booked[^1].Claim.Session.Date);
        }

        /// <returns>What is not as it was promised.</returns>
        public async Task<IReadOnlyList<string>> CheckAsync(DateOnly last, CancellationToken cancellation)
        {
            var now = DateTimeOffset.UtcNow;
            var found = new Appointment?[_booked.Count];
            await Parallel.ForAsync(
                0,
                _booked.Count,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
                async (i, token) => found[i] = await store.FindAsync(_booked[i].Service, _booked[i].Person, token));
            var offered = found.OfType<Appointment>().Where(one => one.Offer?.Until > now).ToList();
            var failures = new List<string>();
            if (offered.Count != People)
            {
                failures.Add($"{offered.Count} of {People} have an offer");
            }

            foreach (var session in offered.GroupBy(one => one.Offer!.Claim.Session))
            {
                var seats = await book.DecideAsync(session.Key, state => new Decision<SessionSeats>(null, state, OnFresh: true), cancellation);
                var plan = Rules().Plan(session.Key)!;
                var held = seats.Seats.Where(seat => seat.State is SeatState.Held && seat.Until > now).ToList();
                failures.AddRange(session.Where(one => seats.Of(one.Offer!.Claim.Id, now).Length != one.Party).Select(one => $"{one.Reference} has no seat"));
                failures.AddRange(held.GroupBy(seat => (seat.Slot, seat.Number)).Where(seat => seat.Count() > 1).Select(seat => $"{session.Key} {seat.Key} was given twice"));
                failures.AddRange(held.Where(seat => seat.Number >= plan.Counters || seat.Slot >= plan.Slots).Select(seat => $"{session.Key} has no seat {seat.Slot} {seat.Number}"));
                if (held.Count != session.Count() || session.Key.Date <= last)
                {
                    failures.Add($"{session.Key} holds {held.Count} seats for {session.Count()} people");
                }
            }

            return [.. failures.Take(20)];
        }

        private static RuleBook Rules()
        {
            static byte[] Document(string name) =>
                File.ReadAllBytes(RepositoryFolder.Path("functions", "EGov.Functions", "Features", "Appointments", "Rules", $"{name}.json"));
            return RuleDocuments.Read(Document("offices"), Document("calendar"), Document("services")).Book!;
        }

        private static SessionSeats Seated(SessionSeats seats, SessionPlan plan, Appointment one) =>
            seats.Claim(plan, ReleasedShare.All, one.Claim.Slot, one.Party, one.OwnerOf(one.Claim), DateTimeOffset.UtcNow, until: null) ?? seats;

        private Appointment Somebody(SessionPlan plan, int slot, int counter)
        {
            var number = FormattableString.Invariant($"K{plan.Key.Date:yyyyMMdd}{slot:D2}{counter:D2}");
            var person = names.Of(Service, "travel-document", number);
            return new Appointment(
                Service,
                person,
                names.Reference(person, "book"),
                "lost",
                Party: 1,
                new Claim(names.Claim(person, "book"), plan.Key, slot, plan.TimeOf(slot)),
                "seeded",
                DateTimeOffset.UtcNow,
                Cancelled: false,
                Sequence: 0,
                Left: null,
                new Proof("code", "birth", 0, null),
                new AppointmentDetails("travel-document", number, new DateOnly(1985, 6, 15), null, null, Language.Tc, default));
        }
    }
}
