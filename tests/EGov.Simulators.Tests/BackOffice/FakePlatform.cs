using System.Collections.Concurrent;
using System.Text.Json;
using EGov.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace EGov.Simulators.Tests.BackOffice;

/// <summary>The department's part of the platform's API on a loopback port, in memory, with every call written down.</summary>
internal sealed class FakePlatform : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, FakeCase> _cases = [];
    private readonly Dictionary<string, string> _keys = [];
    private readonly List<(Func<Call, bool> When, FailureKind Kind)> _failures = [];
    private readonly List<(Func<bool> Reached, TaskCompletionSource Done)> _waiting = [];
    private string _token = "token-1";

    private FakePlatform(WebApplication app)
    {
        _app = app;
        _app.MapPost("/connect/token", (HttpRequest request) => IssueAsync(request));
        _app.MapMethods("/api/departments/{department}/{**rest}", ["GET", "POST"], AnswerAsync);
    }

    public enum FailureKind
    {
        /// <summary>500, and nothing has happened.</summary>
        Before,

        /// <summary>500, although it has happened: the answer was lost.</summary>
        After,

        /// <summary>401, as after a change of keys.</summary>
        Unauthorized,
    }

    public ConcurrentQueue<Call> Calls { get; } = new();

    public ConcurrentQueue<string> Secrets { get; } = new();

    public string Origin => _app.Urls.Single();

    public static async Task<FakePlatform> StartAsync()
    {
        var builder = LoopbackServer.CreateBuilder();
        var platform = new FakePlatform(builder.Build());
        await platform._app.StartAsync(TestContext.Current.CancellationToken);
        return platform;
    }

    public void Receive(string reference, string language = "en")
    {
        lock (_lock)
        {
            _cases[reference] = new FakeCase { Reference = reference, Language = language };
        }
    }

    public void Answer(string reference)
    {
        lock (_lock)
        {
            _cases[reference].Status = "question-answered";
        }
    }

    /// <summary>The next call that fits fails once.</summary>
    public void FailOnce(Func<Call, bool> when, FailureKind kind = FailureKind.Before)
    {
        lock (_lock)
        {
            _failures.Add((when, kind));
        }
    }

    public void ChangeKeys() => _token = "token-2";

    public FakeCase Case(string reference)
    {
        lock (_lock)
        {
            return _cases[reference];
        }
    }

    public Call[] Steps(string reference, string step) => [.. Calls.Where(call => call.Path.EndsWith($"{reference}/{step}", StringComparison.Ordinal))];

    /// <summary>Ends when a case has the status.</summary>
    public Task ReachesAsync(string reference, string status) => BecomesTrueAsync(() => _cases[reference].Status == status);

    /// <summary>Ends when the calls so far satisfy the condition; looked at after each call.</summary>
    public Task BecomesTrueAsync(Func<bool> reached)
    {
        lock (_lock)
        {
            if (reached())
            {
                return Task.CompletedTask;
            }

            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((reached, done));
            return done.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task<IResult> IssueAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        Secrets.Enqueue($"{form["client_id"]}:{form["client_secret"]}");
        return TakeFailure(new Call("POST", "/connect/token", null, "", null)) is null
            ? Results.Json(new { access_token = _token, token_type = "Bearer", expires_in = 900 })
            : Results.StatusCode(500);
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, string department, string rest)
    {
        using var reader = new StreamReader(request.Body);
        var call = new Call(request.Method, $"{department}/{rest}", request.Headers["Idempotency-Key"], await reader.ReadToEndAsync(), request.QueryString.Value);
        lock (_lock)
        {
            Calls.Enqueue(call);
            var failure = TakeFailure(call);
            var known = request.Headers.Authorization == "Bearer " + _token && failure != FailureKind.Unauthorized;
            var answer = !known ? Results.StatusCode(401)
                : failure == FailureKind.Before ? Results.StatusCode(500)
                : Decide(call, rest);
            foreach (var (reached, done) in _waiting.Where(waiting => waiting.Reached()).ToList())
            {
                done.TrySetResult();
                _waiting.Remove((reached, done));
            }

            return failure == FailureKind.After ? Results.StatusCode(500) : answer;
        }
    }

    private FailureKind? TakeFailure(Call call)
    {
        lock (_lock)
        {
            var index = _failures.FindIndex(failure => failure.When(call));
            if (index < 0)
            {
                return null;
            }

            var kind = _failures[index].Kind;
            _failures.RemoveAt(index);
            return kind;
        }
    }

    private IResult Decide(Call call, string rest)
    {
        if (rest == "leases")
        {
            // A lease here lapses at once, so what was leased and not acknowledged is offered again.
            var next = _cases.Values.FirstOrDefault(candidate => candidate.Status == "received");
            return next is null
                ? Results.NoContent()
                : Results.Json(new { leaseId = $"lease-{++next.Leases}", reference = next.Reference, formId = "form", expiresAt = DateTimeOffset.UnixEpoch });
        }

        if (rest == "inbox")
        {
            // Pages of one, so that a reader who does not go on is found out.
            var open = _cases.Values.Where(candidate => candidate.Status is not ("received" or "decided")).OrderBy(candidate => candidate.Reference, StringComparer.Ordinal).ToList();
            var skip = call.Query!.Contains("continuation=", StringComparison.Ordinal) ? int.Parse(call.Query.Split("continuation=")[1], null) : 0;
            return Results.Json(new
            {
                items = open.Skip(skip).Take(1).Select(found => new { reference = found.Reference, formId = "form", status = found.Status }),
                continuation = open.Count > skip + 1 ? $"{skip + 1}" : null,
            });
        }

        var parts = rest.Split('/');
        var one = _cases[parts[1]];
        if (parts.Length == 2)
        {
            return Results.Json(Shown(one));
        }

        if (call.Key is not { Length: > 0 } key)
        {
            return Refused(400, "idempotency-key-missing");
        }

        if (_keys.TryGetValue(key, out var earlier))
        {
            return earlier == call.Path + call.Body ? Results.Json(Shown(one)) : Refused(422, "idempotency-key-reused");
        }

        string[] from = parts[2] == "acknowledgement" ? ["received"] : parts[2] == "questions" ? ["acknowledged"] : ["acknowledged", "question-answered"];
        if (!from.Contains(one.Status))
        {
            return Refused(409, "step-not-allowed");
        }

        _keys[key] = call.Path + call.Body;
        one.Status = parts[2] switch { "acknowledgement" => "acknowledged", "questions" => "question-asked", _ => "decided" };
        one.Questions += parts[2] == "questions" ? 1 : 0;
        return Results.Json(Shown(one));
    }

    private static object Shown(FakeCase one) => new
    {
        reference = one.Reference,
        status = one.Status,
        language = one.Language,
        questions = Enumerable.Range(1, one.Questions).Select(number => new { questionId = $"q{number}", text = "?" }),
    };

    private static IResult Refused(int status, string code) => Results.Json(new { code, status }, contentType: "application/problem+json", statusCode: status);

    internal sealed record Call(string Method, string Path, string? Key, string Body, string? Query)
    {
        public string? Text(string name) => JsonDocument.Parse(Body).RootElement.GetProperty(name).GetString();
    }

    internal sealed class FakeCase
    {
        public required string Reference { get; init; }

        public required string Language { get; init; }

        public string Status { get; set; } = "received";

        public int Questions { get; set; }

        public int Leases { get; set; }
    }
}
