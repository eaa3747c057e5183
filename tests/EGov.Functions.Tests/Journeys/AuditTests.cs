using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using EGov.Domain.Signing;

namespace EGov.Functions.Tests.Journeys;

/// <summary>What the running platform leaves in the audit trail.</summary>
public sealed class AuditTests(Platform platform)
{
    private const string Department = "td";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_who_touches_a_case_is_recorded_with_what_and_why_and_nothing_of_the_person_is()
    {
        var (citizen, officer) = (await platform.CitizenAsync(), await platform.OfficerAsync(Department));
        var form = await TestForms.PublishAsync(platform, document => document["department"] = Department);
        var reference = (await citizen.SubmitAsync(form, new JsonObject { ["name"] = "陳小玲 Penelope" })).Is(201).Text("reference");
        (await officer.GetAsync($"departments/{Department}/submissions/{reference}")).Is(200);
        (await officer.DoAsync($"departments/{Department}/submissions/{reference}/acknowledgement", new { })).Is(200);
        (await citizen.GetAsync($"submissions/{reference}")).Is(200);

        string[] expected =
        [
            "change own-affairs SubmissionReceived person", "change process-case SubmissionAcknowledged department", "read own-affairs GetSubmission person",
            "read process-case OpenSubmission officer",
        ];
        var (text, entries) = (string.Empty, new List<JsonNode>());
        await Until.Async(
            async () =>
            {
                (text, entries) = await EntriesAsync(reference);
                return entries.Count == expected.Length;
            },
            "every touch is in the trail");

        Assert.Equal(expected, entries.Select(entry => $"{entry["action"]} {entry["purpose"]} {entry["function"]} {entry["actorKind"]}").Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Penelope", text, StringComparison.Ordinal);
        Assert.DoesNotContain("陳", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Test Person", text, StringComparison.Ordinal);
        Assert.Equal(2, entries.Where(entry => (string?)entry["actorKind"] == "person").Select(entry => (string?)entry["actor"]).Count());
        Assert.Single(entries.Where(entry => (string?)entry["actorKind"] == "person").Select(entry => (string?)entry["actor"]).Distinct());
    }

    [Fact]
    public async Task A_person_sees_in_one_list_who_looked_and_why_and_no_other_person_does()
    {
        var (citizen, other, officer) = (await platform.CitizenAsync(), await platform.CitizenAsync(), await platform.OfficerAsync(Department));
        var form = await TestForms.PublishAsync(platform, document => document["department"] = Department);
        var first = (await citizen.SubmitAsync(form, new JsonObject { ["name"] = "Chan" })).Is(201).Text("reference");
        var second = (await citizen.SubmitAsync(form, new JsonObject { ["name"] = "Chan" })).Is(201).Text("reference");
        (await officer.GetAsync($"departments/{Department}/submissions/{first}")).Is(200);
        (await officer.GetAsync($"departments/{Department}/submissions/{second}")).Is(200);

        var listed = (await citizen.GetAsync("me/accesses")).Is(200);

        Assert.Equal("no-store", listed.Headers.CacheControl?.ToString());
        var accesses = listed.Body!["accesses"]!.AsArray();
        Assert.Equal([second, first], accesses.Select(access => (string?)access!["reference"]));
        Assert.All(accesses, access => Assert.Equal(
            (Department, "case", "process-case", "To work on your application."),
            ((string?)access!["department"], (string?)access["subject"], (string?)access["purpose"], (string?)access["why"]!["en"])));
        Assert.Empty((await other.GetAsync("me/accesses")).Is(200).Body!["accesses"]!.AsArray());
    }

    [Fact]
    public async Task The_keys_of_the_seals_are_published_and_are_not_those_of_receipts()
    {
        var anyone = await platform.WithTokenAsync(null);

        var published = (await anyone.GetAsync("audit-keys")).Is(200);

        using var keys = PublicKeySet.Read(Encoding.UTF8.GetString(published.Bytes));
        var key = Assert.Single(published.Body!["keys"]!.AsArray());
        Assert.NotEqual((string?)key!["kid"], (string?)(await anyone.GetAsync("receipt-keys")).Is(200).Body!["keys"]![0]!["kid"]);
    }

    private async Task<(string Text, List<JsonNode> Entries)> EntriesAsync(string reference)
    {
        var container = new BlobContainerClient((await platform.StackAsync()).ConnectionString, "audit");
        var (text, entries) = (new StringBuilder(), new List<JsonNode>());
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: Cancellation))
        {
            var content = (await container.GetBlobClient(blob.Name).DownloadContentAsync(Cancellation)).Value.Content.ToString();
            text.Append(content);
            entries.AddRange(content.Split('\n')
                .Where(line => line.Contains(reference, StringComparison.Ordinal))
                .Select(line => JsonNode.Parse(line)!["entry"]!));
        }

        return (text.ToString(), entries);
    }
}
