using System.Collections.Concurrent;
using System.Net;
using EGov.Crash.Histories;
using EGov.Testing;

namespace EGov.Crash.Scenarios;

/// <summary>People submit forms of four departments, one of them with a quota's counter.</summary>
public sealed class SubmissionsScenario : ICrashScenario
{
    private static readonly string[] s_people = ["chan-tai-man", "wong-siu-ming", "lee-mei-ling"];

    /// <summary>Forms that need no file and that a person may submit again and again, with their departments.</summary>
    private static readonly Dictionary<string, string> s_forms = new()
    {
        ["ird-postal-address"] = "ird",
        ["td-driving-licence-renewal"] = "td",
        ["rvd-account-change"] = "rvd",
        ["immd-birth-certificate-copy"] = "immd",
        ["lcsd-venue-booking"] = "lcsd",
    };

    private readonly ConcurrentDictionary<string, Submissions> _senders = new();

    public string Name => "submissions";

    public string Promise => "Every accepted submission is in exactly one inbox once, with exactly one notice and in an audit trail that verifies, and nothing else is.";

    public IReadOnlyDictionary<string, string?> HostSettings { get; } = new Dictionary<string, string?>();

    public CrashOptions Usual { get; } = new();

    public Task PrepareAsync(LocalStack stack, CrashOptions options, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Submits a form, and now and then submits it again, as a double click does.</summary>
    public async Task ActAsync(LoadClient client, CrashAttempt attempt, CancellationToken cancellation)
    {
        // The form with a quota is rarer, as its submissions queue behind one counter.
        var form = client.Random.Next(20) == 0 ? "lcsd-venue-booking" : s_forms.Keys.ElementAt(client.Random.Next(4));
        var who = s_people[client.Random.Next(s_people.Length)];
        var twice = client.Random.Next(10) == 0;
        var key = client.NextKey();
        var sender = _senders.GetOrAdd(form, id => new Submissions(client.Stack.Http, client.Stack.ApiBase, id));
        for (var i = 0; i < (twice ? 2 : 1); i++)
        {
            await client.SettleAsync(
                new CrashOperation(form, who),
                key,
                async token => await sender.SendAsync(await client.Stack.TokenAsync(who, token), key, token),
                Read,
                cancellation);
        }
    }

    public Task FinishAsync(LoadClient client, IReadOnlyList<HistoryEntry> history, CancellationToken cancellation) => Task.CompletedTask;

    public async Task<CrashFindings> CheckAsync(LocalStack stack, IReadOnlyList<HistoryEntry> history, CancellationToken cancellation)
    {
        var persons = history.Where(entry => entry.Kind is HistoryKind.Accepted)
            .DistinctBy(entry => entry.Result)
            .ToDictionary(entry => SubmissionsState.Plain(entry.Result!), entry => entry.Who);
        var state = await SubmissionsState.ReadAsync(stack, s_forms.Values.Distinct(), persons, cancellation);
        return new CrashFindings(SubmissionsChecker.Check(history, state, form => s_forms[form]), []);
    }

    private static CrashAnswer Read(SubmissionAnswer answer) => answer switch
    {
        { Status: HttpStatusCode.Created } => new CrashAnswer(HistoryKind.Accepted, answer.Reference),
        { Status: >= HttpStatusCode.InternalServerError } => new CrashAnswer(HistoryKind.Unknown, Detail: $"{(int)answer.Status}"),
        _ => new CrashAnswer(HistoryKind.Refused, Detail: $"{(int)answer.Status} {answer.Problem}"),
    };
}
