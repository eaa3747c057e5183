using System.Net;
using EGov.Crash.Histories;
using EGov.Testing;

namespace EGov.Crash.Scenarios.Appointments;

/// <summary>One person, who wants one seat and does with it what people do. Each call is repeated with its key until it is answered.</summary>
internal sealed class Customer(LoadClient client, Applicant applicant, string service)
{
    private const int MostSlots = 3;
    private const int MostTries = 20;

    private readonly AppointmentsApi _api = new(client.Stack.Http, client.Stack.ApiBase);

    private Random Random => client.Random;

    /// <summary>Wants a seat of a session that everybody wants. Early in a run many let their holds go again, so that seats stay in motion.</summary>
    public async Task TryAsync(RaceSession session, double progress, CancellationToken cancellation)
    {
        if (await HoldSomewhereAsync(session, cancellation) is not { } held)
        {
            return;
        }

        if (Happens(0.1))
        {
            // The same call once more, then with another body, which no call may have.
            await held.AgainAsync(this, cancellation);
            await HoldAsync(Other(session, held.Slot), held.Key, cancellation);
        }

        if (Happens(0.3) && await HoldAsync(Other(session, held.Slot), client.NextKey(), cancellation) is { } better)
        {
            await held.AgainAsync(this, cancellation);
            held = better;
        }

        if (Happens(0.6 * (1 - progress)))
        {
            await CancelAsync(held, cancellation);
            return;
        }

        await ConfirmAsync(held, cancellation);
        if (Happens(0.2))
        {
            await HoldAsync(Other(session, held.Slot), client.NextKey(), cancellation);
            await GetAsync(held, cancellation);
        }
    }

    /// <summary>Books in a session where bookings are given back: some cancel, some move within it, some move to where everybody wants to be.</summary>
    public async Task TryAsideAsync(RaceSession session, RaceSession wanted, CancellationToken cancellation)
    {
        if (await HoldSomewhereAsync(session, cancellation) is not { } held || !await ConfirmAsync(held, cancellation))
        {
            return;
        }

        var next = Random.NextDouble();
        if (next < 0.5)
        {
            await ChangeAsync(held, Any(wanted), cancellation);
        }
        else if (next < 0.6)
        {
            await ChangeAsync(held, Other(session, held.Slot), cancellation);
        }
        else if (next < 0.7)
        {
            await CancelAsync(held, cancellation);
        }

        if (Happens(0.3))
        {
            await GetAsync(held, cancellation);
            await LookUpAsync(cancellation);
        }
    }

    public async Task BookAsync(AppointmentSlot slot, CancellationToken cancellation)
    {
        if (await HoldAsync(slot, client.NextKey(), cancellation) is { } held)
        {
            await ConfirmAsync(held, cancellation);
        }
    }

    public Task LookUpAsync(CancellationToken cancellation) =>
        AskAsync(new AppointmentAct(AppointmentVerb.LookUp), client.NextKey(), (_, token) => _api.LookUpAsync(applicant, service, token), cancellation);

    private async Task<Hold?> HoldSomewhereAsync(RaceSession session, CancellationToken cancellation)
    {
        for (var i = 0; i < MostSlots; i++)
        {
            if (await HoldAsync(Any(session), client.NextKey(), cancellation) is { } held)
            {
                return held;
            }
        }

        return null;
    }

    private async Task<Hold?> HoldAsync(AppointmentSlot slot, string key, CancellationToken cancellation)
    {
        var answer = await AskAsync(
            new AppointmentAct(AppointmentVerb.Hold, Place: RaceSession.Place(slot)), key, (same, token) => _api.HoldAsync(applicant, slot, same, token), cancellation);
        return answer.IsSuccess ? new Hold(key, slot, answer.Text("reference")!, answer.Text("pass")!, answer.ETag!) : null;
    }

    private async Task<bool> ConfirmAsync(Hold held, CancellationToken cancellation)
    {
        var (act, key) = (new AppointmentAct(AppointmentVerb.Confirm, held.Reference), client.NextKey());
        var answer = await AskAsync(act, key, (same, token) => _api.ConfirmAsync(held.Reference, held.Pass, same, token), cancellation);
        if (!answer.IsSuccess)
        {
            return false;
        }

        held.Version = answer.ETag!;
        if (Happens(0.15))
        {
            // A double click, and another browser.
            await AskAsync(act, key, (same, token) => _api.ConfirmAsync(held.Reference, held.Pass, same, token), cancellation);
            await AskAsync(act, client.NextKey(), (same, token) => _api.ConfirmAsync(held.Reference, held.Pass, same, token), cancellation);
        }

        return true;
    }

    private Task ChangeAsync(Hold held, AppointmentSlot to, CancellationToken cancellation) => InsistAsync(
        held,
        new AppointmentAct(AppointmentVerb.Change, held.Reference, RaceSession.Place(to)),
        (key, token) => _api.ChangeAsync(held.Reference, held.Pass, held.Version, to, key, token),
        cancellation);

    private Task CancelAsync(Hold held, CancellationToken cancellation) => InsistAsync(
        held,
        new AppointmentAct(AppointmentVerb.Cancel, held.Reference),
        (key, token) => _api.CancelAsync(held.Reference, held.Pass, held.Version, key, token),
        cancellation);

    /// <summary>Asks; and where it was changed meanwhile, looks at it again and asks anew.</summary>
    private async Task InsistAsync(Hold held, AppointmentAct act, Func<string, CancellationToken, Task<AppointmentAnswer>> send, CancellationToken cancellation)
    {
        for (var i = 0; i < MostTries && (await AskAsync(act, client.NextKey(), send, cancellation)).Refusal is "changed-meanwhile"; i++)
        {
            held.Version = (await GetAsync(held, cancellation)).ETag ?? held.Version;
        }
    }

    private Task<AppointmentAnswer> GetAsync(Hold held, CancellationToken cancellation) => AskAsync(
        new AppointmentAct(AppointmentVerb.Get, held.Reference), client.NextKey(), (_, token) => _api.GetAsync(held.Reference, held.Pass, token), cancellation);

    private Task<AppointmentAnswer> AskAsync(
        AppointmentAct act,
        string key,
        Func<string, CancellationToken, Task<AppointmentAnswer>> send,
        CancellationToken cancellation) =>
        client.SettleAsync(new CrashOperation(act.ToString(), applicant.Document), key, token => send(key, token), Read, cancellation);

    private static CrashAnswer Read(AppointmentAnswer answer) => answer switch
    {
        { IsSuccess: true } => new CrashAnswer(HistoryKind.Accepted, SeenAppointment.Of(answer.Appointment).ToString()),
        { Status: >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests } => new CrashAnswer(HistoryKind.Unknown, Detail: $"{(int)answer.Status}"),
        _ => new CrashAnswer(HistoryKind.Refused, Detail: answer.Refusal),
    };

    private bool Happens(double chance) => Random.NextDouble() < chance;

    private AppointmentSlot Any(RaceSession session) => session.Slots[Random.Next(session.Slots.Count)];

    private AppointmentSlot Other(RaceSession session, AppointmentSlot than)
    {
        var others = session.Slots.Where(slot => slot != than).ToList();
        return others[Random.Next(others.Count)];
    }

    /// <summary>What a hold's answer gave.</summary>
    private sealed class Hold(string key, AppointmentSlot slot, string reference, string pass, string version)
    {
        public string Key => key;

        public AppointmentSlot Slot => slot;

        public string Reference => reference;

        public string Pass => pass;

        /// <summary>The ETag seen last.</summary>
        public string Version { get; set; } = version;

        /// <summary>The very call once more, as a slow network repeats it.</summary>
        public Task<Hold?> AgainAsync(Customer person, CancellationToken cancellation) => person.HoldAsync(slot, key, cancellation);
    }
}
