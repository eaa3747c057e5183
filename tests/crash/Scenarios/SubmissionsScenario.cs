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

    public string Promise => "Every accepted submission is in exactly one inbox once, with exactly one notice, and nothing else is.";

    public IReadOnlyDictionary<string, string?> HostSettings { get; } = new Dictionary<string, string?>();

    public CrashOperation Next(Random random)
    {
        // The form with a quota is rarer, as its submissions queue behind one counter.
        var form = random.Next(20) == 0 ? "lcsd-venue-booking" : s_forms.Keys.ElementAt(random.Next(4));
        return new CrashOperation(form, s_people[random.Next(s_people.Length)]);
    }

    public async Task<CrashAnswer> InvokeAsync(LocalStack stack, CrashOperation operation, string key, CancellationToken cancellation)
    {
        var sender = _senders.GetOrAdd(operation.What, form => new Submissions(stack.Http, stack.ApiBase, form));
        var answer = await sender.SendAsync(await stack.TokenAsync(operation.Who, cancellation), key, cancellation);
        return answer switch
        {
            { Status: HttpStatusCode.Created } => new CrashAnswer(HistoryKind.Accepted, answer.Reference),
            { Status: >= HttpStatusCode.InternalServerError } => new CrashAnswer(HistoryKind.Unknown, Detail: $"{(int)answer.Status}"),
            _ => new CrashAnswer(HistoryKind.Refused, Detail: $"{(int)answer.Status} {answer.Problem}"),
        };
    }

    public async Task<IReadOnlyList<string>> CheckAsync(LocalStack stack, IReadOnlyList<HistoryEntry> history, CancellationToken cancellation) =>
        SubmissionsChecker.Check(history, await SubmissionsState.ReadAsync(stack, s_forms.Values.Distinct(), cancellation), form => s_forms[form]);
}
