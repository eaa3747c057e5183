using System.Text.Json;
using System.Text.Json.Nodes;
using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Forms.JudgeAttachment;
using EGov.Functions.Hosting;

namespace EGov.Functions.Tests.Features.Forms.JudgeAttachment;

/// <summary>The events as Event Grid delivers them to a queue, written down from what is documented of them.</summary>
public sealed class BlobEventTests
{
    private const string Address = "https://st1.blob.core.windows.net/quarantine/test-form.abcdefgh12345678/aaaaaaaaaaaaaaaaaaaa";

    private const string Scanned =
        """
        {
          "id": "7c2b6f10-3d1e-4c0a-9a57-0f6f7f2b9d11",
          "topic": "/subscriptions/s/resourceGroups/rg-hk/providers/Microsoft.EventGrid/topics/evgt-1",
          "subject": "storageAccounts/st1/containers/quarantine/blobs/test-form.abcdefgh12345678/aaaaaaaaaaaaaaaaaaaa",
          "eventType": "Microsoft.Security.MalwareScanningResult",
          "eventTime": "2026-11-25T03:04:05.6789012Z",
          "dataVersion": "1.0",
          "metadataVersion": "1",
          "data": {
            "correlationId": "7c2b6f10-3d1e-4c0a-9a57-0f6f7f2b9d11",
            "blobUri": "https://st1.blob.core.windows.net/quarantine/test-form.abcdefgh12345678/aaaaaaaaaaaaaaaaaaaa",
            "eTag": "0x8DB4C9327B08CBF",
            "scanFinishedTimeUtc": "2026-11-25T03:04:05.1234567Z",
            "scanResultType": "Malicious",
            "scanResultDetails": { "malwareNamesFound": ["Virus:DOS/EICAR_Test_File"], "sha256": "00" }
          }
        }
        """;

    private const string Written =
        """
        {
          "topic": "/subscriptions/s/resourceGroups/rg-hk/providers/Microsoft.Storage/storageAccounts/st1",
          "subject": "/blobServices/default/containers/quarantine/blobs/test-form.abcdefgh12345678/aaaaaaaaaaaaaaaaaaaa",
          "eventType": "Microsoft.Storage.BlobCreated",
          "id": "831e1650-001e-001b-66ab-eeb76e069631",
          "eventTime": "2026-11-25T03:04:05.6789012Z",
          "data": {
            "api": "PutBlockList",
            "requestId": "831e1650-001e-001b-66ab-eeb76e000000",
            "eTag": "0x8DB4C9327B08CBF",
            "contentType": "application/octet-stream",
            "contentLength": 524288,
            "blobType": "BlockBlob",
            "url": "https://st1.blob.core.windows.net/quarantine/test-form.abcdefgh12345678/aaaaaaaaaaaaaaaaaaaa",
            "sequencer": "00000000000004420000000000028963",
            "storageDiagnostics": { "batchId": "b68529f3-68cd-4744-baa4-3c0498ec19f0" }
          },
          "dataVersion": "",
          "metadataVersion": "1"
        }
        """;

    [Fact]
    public void A_blob_that_was_written_brings_no_verdict() => Assert.Equal(new FileNews(Address, "0x8DB4C9327B08CBF", Verdict: null), Read(Written));

    [Theory]
    [InlineData("No threats found", MalwareVerdict.Clean)]
    [InlineData("Malicious", MalwareVerdict.Infected)]
    [InlineData("Not Scanned", MalwareVerdict.Unscanned)]
    [InlineData("Error", MalwareVerdict.Unscanned)]
    [InlineData("SAM259201: Scan failed - internal service error.", MalwareVerdict.Unscanned)]
    [InlineData("no threats found", MalwareVerdict.Unscanned)]
    [InlineData("", MalwareVerdict.Unscanned)]
    [InlineData(null, MalwareVerdict.Unscanned)]
    public void A_scan_brings_the_verdict_that_it_names_and_anything_unknown_is_no_all_clear(string? result, MalwareVerdict verdict) =>
        Assert.Equal(new FileNews(Address, "0x8DB4C9327B08CBF", verdict), Read(Scanned, data => data["scanResultType"] = result));

    [Fact]
    public void An_event_that_names_no_version_no_address_or_another_thing_is_kept_for_somebody_to_look_at()
    {
        Assert.Throws<InvalidDataException>(() => Read(Scanned, data => data.Remove("eTag")));
        Assert.Throws<InvalidDataException>(() => Read(Scanned, data => data.Remove("blobUri")));
        Assert.Throws<InvalidDataException>(() => Read(Written, data => data["eTag"] = ""));
        Assert.Throws<InvalidDataException>(() => Read(Written, data => data.Remove("url")));
        Assert.Throws<InvalidDataException>(() => Read("""{"eventType":"Microsoft.Storage.BlobDeleted","data":{"url":"u","eTag":"e"}}"""));
        Assert.Throws<InvalidDataException>(() => Read("{}"));
    }

    /// <summary>The address of the one kind of event does not stand in for that of the other.</summary>
    [Fact]
    public void A_scan_that_names_only_a_blob_that_was_written_is_no_scan() =>
        Assert.Throws<InvalidDataException>(() => Read(Scanned, data =>
        {
            data["url"] = Address;
            data.Remove("blobUri");
        }));

    private static FileNews Read(string message, Action<JsonObject>? change = null)
    {
        var json = JsonNode.Parse(message)!.AsObject();
        change?.Invoke(json["data"]!.AsObject());
        return json.Deserialize<BlobEvent>(Json.Options)!.Read();
    }
}
