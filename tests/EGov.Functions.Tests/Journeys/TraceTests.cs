using System.Diagnostics;
using System.Text.Json.Nodes;
using EGov.Testing;

namespace EGov.Functions.Tests.Journeys;

/// <summary>What one call brings about is one trace, from the request to the last letter.</summary>
public sealed class TraceTests(Platform platform)
{
    [Fact]
    public async Task A_submission_is_one_trace_through_function_bus_and_storage_to_the_inbox_and_the_timeline()
    {
        var citizen = await platform.CitizenAsync();
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        var reply = await citizen.PostAsync(
            "submissions",
            new { formId = "ird-postal-address", formVersion = 1, answers = FormAnswers.Read("ird-postal-address"), language = "en" },
            ("Idempotency-Key", Guid.NewGuid().ToString()),
            ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01"));
        var reference = reply.Is(201).Text("reference").Replace("-", "", StringComparison.Ordinal);

        var spans = await SpansAsync(trace, spans => Names(spans).IsSupersetOf(["process deliver-submission", "process record-timeline"]) && spans.Any(span => Name(span) == "send events"));

        Assert.Equal("201", (string?)spans.Single(span => Name(span) == "POST SubmitForm")["tags"]!["http.response.status_code"]);
        Assert.Contains(spans, span => Name(span) == "function SubmitForm");
        Assert.Contains(spans, span => Source(span) == "Azure.Messaging.ServiceBus.ServiceBusSender");
        Assert.Contains(spans, span => Source(span).StartsWith("Azure.Data.Tables.", StringComparison.Ordinal));
        Assert.Contains(spans, span => Name(span) == "process deliver-submission" && Message(span).StartsWith(reference, StringComparison.Ordinal));
        Assert.DoesNotContain(spans, span => (bool)span["failed"]!);
    }

    [Fact]
    public async Task A_bus_message_that_was_promised_and_sent_later_still_belongs_to_the_call_that_promised_it()
    {
        var citizen = await platform.CitizenAsync();
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var (reference, officer) = (await SubmittedAsync(citizen), await platform.OfficerAsync("ird"));
        var lease = await platform.LeaseAsync(officer, "ird", reference);

        (await officer.PostAsync(
            $"departments/ird/submissions/{reference}/acknowledgement",
            new { leaseId = lease },
            ("Idempotency-Key", Guid.NewGuid().ToString()),
            ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01"))).Is(200);

        var spans = await SpansAsync(trace, spans => spans.Any(span => Name(span) == "process record-timeline") && spans.Any(span => Name(span) == "function UpdateInbox"));
        Assert.Contains(spans, span => Name(span) == "function AcknowledgeSubmission");
    }

    [Fact]
    public async Task A_trace_whose_beginner_did_not_keep_it_is_kept_nowhere()
    {
        var citizen = await platform.CitizenAsync();
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        (await citizen.GetAsync("cases", ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-00"))).Is(200);

        // Spans are remembered as they end; that of a call after it is there, and of it there is none.
        var later = ActivityTraceId.CreateRandom().ToHexString();
        (await citizen.GetAsync("cases", ("traceparent", $"00-{later}-{ActivitySpanId.CreateRandom().ToHexString()}-01"))).Is(200);
        await SpansAsync(later, spans => spans.Any(span => Source(span) == "Microsoft.AspNetCore"));
        Assert.Empty(await LookAsync(trace));
    }

    private static async Task<string> SubmittedAsync(Caller citizen) =>
        (await citizen.SubmitAsync("ird-postal-address", FormAnswers.Read("ird-postal-address"))).Is(201).Text("reference");

    private Task<List<JsonNode>> SpansAsync(string trace, Predicate<List<JsonNode>> enough) => Until.ValueAsync(
        async () => await LookAsync(trace) is var spans && enough(spans) ? spans : null, $"trace {trace} is whole");

    private async Task<List<JsonNode>> LookAsync(string trace)
    {
        var stack = await platform.StackAsync();
        using var answer = await stack.Http.GetAsync(new Uri(stack.AdminBase, $"traces/{trace}"), TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode
            ? [.. JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsArray().Select(span => span!)]
            : [];
    }

    private static string Name(JsonNode span) => (string)span["name"]!;

    private static HashSet<string> Names(List<JsonNode> spans) => [.. spans.Select(Name)];

    private static string Source(JsonNode span) => (string)span["source"]!;

    private static string Message(JsonNode span) => (string?)span["tags"]!["messaging.message.id"] ?? "";
}
