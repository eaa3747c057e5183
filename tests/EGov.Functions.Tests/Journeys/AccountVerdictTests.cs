using System.Text.Json;
using Azure.Messaging.ServiceBus;
using EGov.Functions.Adapters;
using EGov.Functions.Adapters.Blobs;
using EGov.Functions.Events;
using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Forms.JudgeAttachment;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Protection;
using EGov.Testing;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Samples = EGov.Functions.Tests.Features.Forms.Samples;

namespace EGov.Functions.Tests.Journeys;

/// <summary>
/// The function that judges files, hosted as everywhere, where the storage account is said to scan: this test speaks for the account, in
/// Event Grid's words, and what a file's coming alone sets off comes from the local runtime. Its storage is its own: a whole host reads all that is there.
/// </summary>
public sealed class AccountVerdictTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("egov-verdicts-");
    private Azurite? _azurite;
    private IHost? _host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IServiceProvider Services => _host!.Services;

    public async ValueTask InitializeAsync()
    {
        _azurite = await Azurite.StartAsync(Path.Combine(_folder.FullName, "azurite"), inMemory: true, Cancellation);
        var builder = FunctionsApplication.CreateBuilder([], [typeof(JudgeAttachmentFunction)]);
        builder.ConfigureFunctionsWebApplication();
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
        [
            ("AzureWebJobsStorage", _azurite.ConnectionString),
            ("Malware:Verdicts", "account"),
            ("Host:LocalHttpPort", "0"),
            ("Azurite:Start", "false"),
            ("LocalBus:Path", Path.Combine(_folder.FullName, "bus.db")),
            ("ServiceBus", $"Endpoint=sb://{_folder.Name}.test/;"),
            ("Secrets:Folder", Path.Combine(_folder.FullName, "secrets")),
            ("Identity:Issuer", "http://127.0.0.1:9/"),
        ])
        {
            builder.Configuration[name] = value;
        }

        builder.UseEGov();
        builder.Services.AddEGov(builder.Configuration);
        builder.Logging.ClearProviders();
        _host = builder.Build();
        await _host.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _host!.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
        _azurite!.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("No threats found", AttachmentStatus.Clean, null)]
    [InlineData("Malicious", AttachmentStatus.Refused, "file-infected")]
    [InlineData("Not Scanned", AttachmentStatus.Refused, "file-not-scanned")]
    public async Task A_file_waits_for_the_accounts_verdict_on_the_bytes_that_are_there(string result, AttachmentStatus status, string? reason)
    {
        var (draft, id) = await AnnounceAsync();
        var (address, old) = await SendAsync(draft, id, "%PDF-1.7 the first try"u8.ToArray());
        var (_, version) = await SendAsync(draft, id, Samples.Pdf);

        // Three that change nothing: of bytes that were replaced, of another account's blob, and that the file has come.
        await TellAsync(Verdict(address, old, "Malicious"));
        await TellAsync(Verdict($"https://elsewhere.blob.core.windows.net/quarantine/{draft}/{id}", version, "Malicious"));
        await TellAsync(new { eventType = "Microsoft.Storage.BlobCreated", data = new { url = address, eTag = version } });
        await TellAsync(Verdict(address, version, result));

        var judged = await Until.ValueAsync(
            async () => await Services.GetRequiredService<IAttachmentStore>().FindAsync(draft, id, Cancellation) is { Status: not AttachmentStatus.AwaitingUpload } settled ? settled : null,
            "the file is judged");
        Assert.Equal((status, reason), (judged.Status, judged.Reason));
        await Until.Async(async () => !await Blob(draft, id).ExistsAsync(Cancellation), "the quarantine is emptied");
    }

    private async Task<(string DraftId, string AttachmentId)> AnnounceAsync()
    {
        var (draft, id) = (DraftIds.New("test-form"), DraftIds.NewAttachment());
        await Services.GetRequiredService<IAttachmentStore>().AddAsync(
            Samples.Waiting(id, draft, "person-a", "letter.pdf", Services.GetRequiredService<DataKeys>()), Cancellation);
        return (draft, id);
    }

    private Azure.Storage.Blobs.BlobClient Blob(string draft, string id) =>
        Services.GetRequiredService<StorageClients>().Blobs.GetBlobContainerClient(ContainerNames.Quarantine).GetBlobClient($"{draft}/{id}");

    private async Task<(string Address, string Version)> SendAsync(string draft, string id, byte[] content)
    {
        var written = await Blob(draft, id).UploadAsync(BinaryData.FromBytes(content), overwrite: true, Cancellation);
        return (Blob(draft, id).Uri.AbsoluteUri, written.Value.ETag.ToString().Trim('"'));
    }

    private static object Verdict(string address, string version, string result) => new
    {
        id = Guid.NewGuid(),
        eventType = "Microsoft.Security.MalwareScanningResult",
        dataVersion = "1.0",
        metadataVersion = "1",
        data = new { correlationId = Guid.NewGuid(), blobUri = address, eTag = version, scanFinishedTimeUtc = "2026-11-25T03:04:05.1234567Z", scanResultType = result },
    };

    private Task TellAsync(object told) => Services.GetRequiredService<ServiceBusClient>()
        .CreateSender(Topics.JudgeAttachment).SendMessageAsync(new ServiceBusMessage(JsonSerializer.Serialize(told)), Cancellation);
}
