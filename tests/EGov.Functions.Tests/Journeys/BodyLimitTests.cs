using System.Net;
using System.Net.Http.Headers;
using Azure.Data.Tables;
using EGov.Functions.Hosting.Http;
using EGov.Testing;

namespace EGov.Functions.Tests.Journeys;

/// <summary>Bodies that are too large, to every route there is: one that is added later is tried by being there.</summary>
[Collection(nameof(BadInputTests))]
public sealed class BodyLimitTests(Platform platform)
{
    /// <summary>What a route gets in the places of its path. The form is none, because retiring one needs no body.</summary>
    private static readonly Dictionary<string, string> s_places = new()
    {
        ["formId"] = "no-such-form", ["version:int"] = "1", ["version"] = "1", ["date"] = "2026-12-01", ["office"] = "RKO", ["reference"] = "CDFH-3467-XY3K",
        ["attachmentId"] = "abcdefghijklmnopqrst", ["questionId"] = "q", ["closureId"] = "c", ["offerId"] = "o",
    };

    /// <summary>Tables that a call could leave something in.</summary>
    private static readonly string[] s_tables =
        ["Submissions", "Drafts", "Attachments", "Forms", "AccessLog", "Rules", "Closures", "Watches", "WaitingRooms", "QuotaChanges", "Appointments", "Sessions"];

    private static readonly byte[] s_tooLarge = [.. "{\"x\":\""u8, .. Enumerable.Repeat((byte)'x', Bodies.Largest), .. "\"}"u8];

    [Fact]
    public async Task No_route_takes_a_body_over_the_limit_and_none_leaves_a_trace()
    {
        var callers = await BadInputTests.CallersAsync(platform);
        var draft = await callers.Citizen.DraftAsync("ird-postal-address");
        var before = await RowsAsync(callers.Citizen.Stack);
        var routes = BadInputTests.Routes().Where(route => route.Method is not ("HEAD" or "OPTIONS" or "TRACE") && !route.Template.Contains('*', StringComparison.Ordinal)).ToList();
        Assert.True(routes.Count > 60, "There are routes to try");

        foreach (var (method, template) in routes)
        {
            var path = Fill(template, draft);
            var said = await SendAsync(callers.For(path), method, path, saysItsLength: true);
            Assert.True(said.Code == "body-too-large", $"{method} {path}: {said}");
            said.Refuses("body-too-large");

            if (method is "POST" or "PUT")
            {
                // Whoever does not say how long it is can only be told when it is read; a route that has said no before that, or reads none, says what it says without one.
                var streamed = await SendAsync(callers.For(path), method, path, saysItsLength: false);
                var without = await callers.For(path).SendAsync(new HttpMethod(method), path, null, Headers());
                Assert.True(streamed.Code == "body-too-large" || (streamed.Status, streamed.Code) == (without.Status, without.Code), $"{method} {path}: {streamed}, and without a body {without}");
            }
        }

        Assert.Equal(before, await RowsAsync(callers.Citizen.Stack));
        (await callers.Citizen.GetAsync($"drafts/{draft}")).Is(200);
    }

    private static string Fill(string template, string draft) => BadInputTests.Place().Replace(template, place => place.Value[1..^1] switch
    {
        "draftId" => draft,
        "department" => template.Contains("appointment", StringComparison.Ordinal) ? "immd" : "ird",
        var name => s_places[name],
    });

    /// <summary>Every row as it stands: what was changed has another tag.</summary>
    private static async Task<HashSet<string>> RowsAsync(LocalStack stack)
    {
        var rows = new HashSet<string>();
        foreach (var name in s_tables)
        {
            await foreach (var row in new TableClient(stack.ConnectionString, name).QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken))
            {
                rows.Add($"{name} {row.PartitionKey} {row.RowKey} {row.ETag}");
            }
        }

        return rows;
    }

    private static async Task<Reply> SendAsync(Caller caller, string method, string path, bool saysItsLength)
    {
        HttpContent content = saysItsLength ? new ByteArrayContent(s_tooLarge) : new Unmeasured(s_tooLarge);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await caller.SendAsync(new HttpMethod(method), path, content, Headers());
    }

    private static (string Name, string Value)[] Headers() => [("Idempotency-Key", Guid.NewGuid().ToString()), ("If-Match", "\"0\"")];

    /// <summary>Sent in chunks.</summary>
    private sealed class Unmeasured(byte[] content) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(content, 0, content.Length);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
