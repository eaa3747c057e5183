using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using CsCheck;
using EGov.Domain;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Http;
using EGov.Functions.Tests.Features.Appointments;
using EGov.Testing;
using Microsoft.Azure.Functions.Worker;

namespace EGov.Functions.Tests.Journeys;

/// <summary>Nothing else runs while these do: they count what storage holds before and after.</summary>
[CollectionDefinition(nameof(BadInputTests), DisableParallelization = true)]
public sealed class BadInputCollection;

/// <summary>
/// Whatever comes in, the answer is a refusal with a code of a catalogue, never a fault, and what was refused leaves no trace.
/// <c>EGOV_BAD_INPUT</c> multiplies the number of tries.
/// </summary>
[Collection(nameof(BadInputTests))]
public sealed partial class BadInputTests(Platform platform)
{
    private const int Together = 8;
    private const string Form = "ird-postal-address";
    private const string Office = "departments/immd/appointments";

    private static readonly int Times =
        int.TryParse(Environment.GetEnvironmentVariable("EGOV_BAD_INPUT"), CultureInfo.InvariantCulture, out var times) ? times : 1;

    [Fact]
    public async Task No_path_of_any_route_makes_a_fault()
    {
        var callers = await CallersAsync();
        // The answer to HEAD has no body to look into (RFC 9110 9.3.2).
        var routes = Routes().Where(route => route.Template.Contains('{', StringComparison.Ordinal) && route.Method != "HEAD").ToList();
        var requests = Gen.Select(
            Gen.OneOf(routes.ToArray()),
            BadInput.Segment.Array[4],
            Gen.OneOf("", "", "?continuation=", "?state=", "?form=", "?take=", "?continuation=x&state=new&take=5&form="),
            BadInput.Segment,
            (route, segments, query, value) => (
                route.Method,
                Path: Fill(route.Template, segments) + (query.Length == 0 ? "" : query + value)));

        await requests.SampleAsync(
            async request =>
            {
                var body = request.Method is "POST" or "PUT" ? "{}"u8.ToArray() : null;
                AssertInOrder(
                    await SendAsync(callers.For(request.Path), request.Method, request.Path, body, ("Idempotency-Key", "k"), ("If-Match", "*")),
                    mayMissFunction: true,
                    mayLeaveApi: Uri.UnescapeDataString(request.Path).Contains("..", StringComparison.Ordinal));
            },
            iter: 800 * Times,
            threads: Together,
            print: request => $"{request.Method} {request.Path}");
    }

    [Fact]
    public async Task No_query_of_a_list_makes_a_fault()
    {
        var callers = await CallersAsync();
        var requests = Gen.Select(
            Gen.OneOf("cases", "notices", "departments/ird/inbox", "drafts", "forms", "me", "departments/immd/appointments/closures",
                "departments/immd/appointments/utilisation", "departments/immd/appointments/quotas/changes", "departments/immd/appointments/offices",
                "departments/immd/appointments/bookings/CDFH-3467-XY3K", "departments/immd/appointments/offices/RKO/days/2026-12-01"),
            Gen.Select(Gen.OneOf("continuation", "state", "form", "take", "x", "office", "service", "from", "to", "date"), BadInput.Segment).Array[0, 4],
            (path, query) => $"{path}?{string.Join('&', query.Select(pair => $"{pair.Item1}={pair.Item2}"))}");

        await requests.SampleAsync(
            async path => AssertInOrder(await SendAsync(callers.For(path), "GET", path, null), mayMissFunction: true),
            iter: 250 * Times,
            threads: Together,
            print: path => path);
    }

    [Fact]
    public async Task No_header_makes_a_fault()
    {
        var callers = await CallersAsync();
        var draft = await callers.Citizen.DraftAsync(Form);
        (string Method, string Path, string Body)[] calls =
        [
            ("POST", "submissions", $$"""{"formId":"{{Form}}","formVersion":1,"answers":{},"language":"en"}"""),
            ("PUT", $"drafts/{draft}", """{"answers":{}}"""),
            ("GET", $"drafts/{draft}", ""),
            ("GET", $"forms/{Form}", ""),
            ("GET", "receipt-keys", ""),
            ("GET", "appointments/queue", ""),
            ("POST", "departments/ird/submissions/CDFH-3467-XY3K/decision", """{"outcome":"approved","reason":"x"}"""),
            ("GET", $"{Office}/utilisation?office=RKO&from=2026-11-23&to=2026-11-24", ""),
            ("GET", $"{Office}/offices/RKO/days/2026-12-01", ""),
            ("POST", $"{Office}/check-ins", """{"code":"APPT:CDFH-3467-XY3K","office":"RKO"}"""),
        ];
        var requests = Gen.Select(Gen.OneOf(calls), BadInput.Header.Array[1, 4]);

        await requests.SampleAsync(
            async request =>
            {
                var ((method, path, body), headers) = request;
                var reply = await SendAsync(callers.For(path), method, path, body.Length == 0 ? null : Encoding.UTF8.GetBytes(body), headers);
                AssertInOrder(reply, mayMissFunction: true);
            },
            iter: 300 * Times,
            threads: Together,
            print: request => $"{request.Item1} {string.Join(" | ", request.Item2.Select(header => $"{header.Name}: {header.Value}"))}");
    }

    [Fact]
    public async Task No_media_type_makes_a_fault()
    {
        var callers = await CallersAsync();
        string[] types = ["", "text/plain", "application/json; charset=utf-16", "application/json;;", "application/jsonx", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "a", "application/problem+json"];

        foreach (var type in types)
        {
            AssertInOrder(await SendAsync(callers.Citizen, "POST", "drafts", "{}"u8.ToArray(), ("Content-Type", type)));
            AssertInOrder(await SendAsync(callers.Editor, "POST", "forms", "{}"u8.ToArray(), ("Content-Type", type)));
        }
    }

    [Fact]
    public async Task No_body_makes_a_fault_and_what_is_refused_is_not_stored()
    {
        var callers = await CallersAsync();
        var draft = await callers.Citizen.DraftAsync(Form);
        var reference = (await callers.Citizen.SubmitAsync(Form, FormAnswers.Read(Form))).Is(201).Text("reference");
        var (appointment, pass) = await BookAsync(callers.Citizen);
        (string Method, string Path, string Table, JsonNode Sample)[] calls =
        [
            ("POST", "submissions", "Submissions", new JsonObject
            {
                ["formId"] = Form, ["formVersion"] = 1, ["answers"] = FormAnswers.Read(Form), ["language"] = "tc", ["draftId"] = $"{Form}.abcdefghijklmnop",
            }),
            ("POST", "submissions", "Submissions", new JsonObject
            {
                ["formId"] = "immd-passport", ["formVersion"] = 1, ["answers"] = FormAnswers.Read("immd-passport.full"), ["language"] = "tc",
            }),
            ("PUT", $"drafts/{draft}", "Drafts", new JsonObject { ["answers"] = FormAnswers.Read(Form), ["page"] = "person" }),
            ("POST", "drafts", "Drafts", new JsonObject { ["formId"] = "no-such-form" }),
            ("POST", $"drafts/{draft}/attachments", "Attachments", new JsonObject { ["field"] = "authorityLetter", ["fileName"] = "a.pdf", ["size"] = 10 }),
            ("POST", "departments/ird/leases", "AccessLog", new JsonObject { ["seconds"] = 30 }),
            ("POST", $"departments/ird/submissions/{reference}/questions", "AccessLog", new JsonObject { ["text"] = "x" }),
            ("POST", $"departments/ird/submissions/{reference}/decision", "AccessLog", new JsonObject { ["outcome"] = "approved", ["reason"] = "x" }),
            ("POST", $"departments/ird/submissions/{reference}/acknowledgement", "AccessLog", new JsonObject { ["leaseId"] = "x" }),
            ("POST", "forms", "Forms", TestForms.Document(TestForms.NewId())),
            ("PUT", "departments/ird/appointment-rules", "Rules", StrangeRules()),
            ("POST", "departments/immd/appointments/closures", "Closures", FarClosure()),
            ("PUT", "departments/ird/appointments/other-channels", "Sessions", new JsonObject
            {
                ["asOf"] = "2026-11-24T00:00:00Z",
                ["sessions"] = new JsonArray(new JsonObject { ["service"] = "hkic", ["office"] = "YLO", ["date"] = "2026-11-30", ["session"] = "am", ["seats"] = new JsonArray(1, 2, 3) }),
            }),
            ("POST", "appointments/queue", "WaitingRooms", new JsonObject
            {
                ["service"] = "hkic",
                ["date"] = HongKong.DateOf(TimeProvider.System.GetUtcNow()).AddDays(60).ToString("O", CultureInfo.InvariantCulture),
                ["document"] = new JsonObject { ["type"] = "travel-document", ["number"] = "K1234567" },
            }),
            ("PUT", $"appointments/{appointment}/watch", "Watches", new JsonObject { ["before"] = "2099-01-01", ["offices"] = new JsonArray("HQ-TKO") }),
            ("POST", $"{Office}/check-ins", "QuotaChanges", new JsonObject { ["code"] = "APPT:CDFH-3467-XY3K", ["office"] = "RKO", ["date"] = "2026-11-24" }),
            ("POST", $"{Office}/no-shows", "QuotaChanges", new JsonObject { ["reference"] = "CDFH-3467-XY3K", ["office"] = "RKO", ["date"] = "2026-11-24" }),
            ("POST", $"{Office}/walk-ins", "QuotaChanges", new JsonObject { ["service"] = "hkic", ["class"] = "amend", ["office"] = "RKO" }),
            ("POST", $"{Office}/quotas/preview", "QuotaChanges", Quota()),
            ("PUT", $"{Office}/quotas", "QuotaChanges", Quota()),
        ];
        (await callers.Citizen.PutAsync($"appointments/{appointment}/watch", new { }, ("Appointment-Pass", pass))).Is(200);
        var requests = Gen.OneOf(calls).SelectMany(call => BadInput.Bodies(call.Sample).Select(body => (call.Method, call.Path, call.Table, Body: body)));
        string[] tables = ["Submissions", "Drafts", "Attachments", "Forms", "AccessLog", "Rules", "Closures", "Watches", "WaitingRooms", "QuotaChanges"];
        var before = await CountAsync(callers.Citizen.Stack, tables);
        var accepted = new System.Collections.Concurrent.ConcurrentDictionary<string, string>();

        await requests.SampleAsync(
            async request =>
            {
                var reply = await SendAsync(callers.For(request.Path), request.Method, request.Path, request.Body.Bytes, ("Idempotency-Key", Guid.NewGuid().ToString()), ("If-Match", request.Table == "Rules" ? "\"0\"" : "*"), ("Appointment-Pass", pass));
                AssertInOrder(reply);
                if (reply.Status == 201)
                {
                    accepted[reply.Headers.Location?.ToString() ?? (string?)reply.Body!["attachmentId"] ?? reply.Text("closureId")] = request.Table;
                }
            },
            iter: 600 * Times,
            threads: Together,
            print: request => $"{request.Method} {request.Path} {request.Body}");

        var taken = accepted.Values.CountBy(table => table).ToDictionary();
        var after = await CountAsync(callers.Citizen.Stack, tables);
        Assert.All(tables, table => Assert.Equal((table, before[table] + taken.GetValueOrDefault(table)), (table, after[table])));
    }

    [Theory]
    [InlineData("submissions")]
    [InlineData("drafts")]
    [InlineData("forms")]
    [InlineData("departments/ird/leases")]
    public async Task A_body_of_five_megabytes_is_refused_and_the_next_call_goes_through(string path)
    {
        var callers = await CallersAsync();
        var body = Encoding.UTF8.GetBytes($"{{\"answers\":\"{new string('x', 5 * 1024 * 1024)}\"}}");

        (await SendAsync(callers.For(path), "POST", path, body, ("Idempotency-Key", "k"))).Refuses("body-too-large");
        (await callers.Citizen.GetAsync("health/live")).Is(200);
    }

    /// <summary>Below 500, and if it refuses, then with a code of a catalogue under that code's status.</summary>
    /// <param name="mayMissFunction">
    /// Whether the server may turn it away before any function is chosen, since it is not HTTP as it should be. Such an answer has
    /// no body; in Azure it is the platform's own.
    /// </param>
    /// <param name="mayLeaveApi">Whether dots in the path may lead out of the API, where nothing of ours answers.</param>
    private static void AssertInOrder(Reply reply, bool mayMissFunction = false, bool mayLeaveApi = false)
    {
        Assert.True(reply.Status < 500, $"A fault: {reply}");
        var beforeUs = (mayMissFunction && reply.Status is 400 or 414 or 431) || (mayLeaveApi && reply.Status is 404);
        if (reply.Status >= 400 && !(beforeUs && reply.Bytes.Length == 0))
        {
            Assert.True(reply.Code is not null && Sentences.All.ContainsKey(reply.Code), $"No code of a catalogue: {reply}");
            reply.Refuses(reply.Code!);
        }
    }

    /// <summary>Another department's, so that no change of them makes them good.</summary>
    private static JsonObject StrangeRules() =>
        JsonSerializer.SerializeToNode(RuleTexts.Small("td"), JsonSerializerOptions.Web)!.AsObject();

    private static string Fill(string template, string[] segments)
    {
        var next = 0;
        return Place().Replace(template, _ => segments[next++]);
    }

    internal static List<(string Method, string Template)> Routes() =>
    [
        .. from function in FunctionCatalogue.All
           from parameter in function.Method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger is not null
           from method in trigger.Methods!
           select (method.ToUpperInvariant(), trigger.Route!),
    ];

    /// <summary>As it is written here, byte for byte: nothing resolves the dots or escapes what is not escaped.</summary>
    private static async Task<Reply> SendAsync(Caller caller, string method, string path, byte[]? body, params (string Name, string Value)[] headers)
    {
        var content = body is null ? null : new ByteArrayContent(body);
        var typed = headers.FirstOrDefault(header => header.Name == "Content-Type");
        content?.Headers.TryAddWithoutValidation("Content-Type", typed.Name is null ? "application/json" : typed.Value);
        var address = new Uri($"{caller.Stack.ApiBase}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        return await caller.SendAsync(new HttpMethod(method), address, content, [.. headers.Where(header => header.Name != "Content-Type")]);
    }

    private static async Task<Dictionary<string, int>> CountAsync(LocalStack stack, string[] tables)
    {
        var counts = new Dictionary<string, int>();
        foreach (var name in tables)
        {
            var table = new TableClient(stack.ConnectionString, name);
            counts[name] = await table.QueryAsync<TableEntity>(select: ["PartitionKey"], cancellationToken: TestContext.Current.CancellationToken).CountAsync();
        }

        return counts;
    }

    /// <summary>Of a session that there is not: whatever else is put right in it by chance, it is refused.</summary>
    private static JsonObject Quota() => new()
    {
        ["service"] = "hkic", ["office"] = "RKO", ["session"] = "night", ["from"] = "2030-01-01", ["to"] = "2030-02-01", ["weekdays"] = new JsonArray("mon", "tue"), ["seats"] = 5,
    };

    private Task<Callers> CallersAsync() => CallersAsync(platform);

    internal static async Task<Callers> CallersAsync(Platform platform) => new(
        await platform.CitizenAsync(),
        await platform.OfficerAsync("ird"),
        await platform.OfficerAsync("immd"),
        await platform.PersonaAsync("content-editor-tsang"));

    /// <summary>An appointment for a service that no other test books.</summary>
    private static async Task<(string Reference, string Pass)> BookAsync(Caller caller)
    {
        var earliest = (await caller.GetAsync("appointments/availability?service=naturalisation&class=declare")).Is(200).Body!["earliest"]!;
        var held = (await caller.DoAsync("appointments/holds", new JsonObject
        {
            ["service"] = "naturalisation", ["class"] = "declare", ["office"] = (string)earliest["office"]!, ["date"] = (string)earliest["date"]!, ["time"] = (string)earliest["time"]!,
            ["document"] = new JsonObject { ["type"] = "travel-document", ["number"] = $"K{Random.Shared.Next(10_000_000, 99_999_999)}" },
            ["dateOfBirth"] = "1985-06-15", ["enquiryCode"] = "2580", ["language"] = "en",
        })).Is(201);
        var (reference, pass) = (held.Text("reference"), held.Text("pass"));
        (await caller.PostAsync($"appointments/{reference}/confirmation", new { }, ("Idempotency-Key", "confirm"), ("Appointment-Pass", pass))).Is(200);
        return (reference, pass);
    }

    /// <summary>Of a day that nobody can book yet: one that is accepted disturbs no other test.</summary>
    private static JsonObject FarClosure()
    {
        var date = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(300).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["office"] = "MR-06", ["from"] = $"{date}T09:00", ["to"] = $"{date}T17:00", ["reason"] = "incident",
            ["note"] = new JsonObject { ["en"] = "Flooding", ["tc"] = "水浸", ["sc"] = "水浸" },
        };
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    internal static partial Regex Place();

    /// <summary>Whoever may do most behind each path, so that the bad input is looked at and not turned away for who sends it.</summary>
    internal sealed record Callers(Caller Citizen, Caller Officer, Caller Immigration, Caller Editor)
    {
        public Caller For(string path) => path.Split('/', '?')[0] switch
        {
            "departments" when path.StartsWith("departments/immd/", StringComparison.Ordinal) => Immigration,
            "departments" => Officer,
            "forms" => Editor,
            _ => Citizen,
        };
    }
}
