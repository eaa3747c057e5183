using EGov.Testing;

namespace EGov.LocalRuntime.Tests.Hosting;

/// <summary>Free ports for one Azurite, and the settings that start it there.</summary>
internal sealed class AzuritePorts
{
    // The emulator's published account; it opens nothing but itself.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly int _blob = LoopbackPorts.Take();
    private readonly int _queue = LoopbackPorts.Take();
    private readonly int _table = LoopbackPorts.Take();

    public Uri Blobs => new($"http://127.0.0.1:{_blob}/");

    public string Connection =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};BlobEndpoint={Blobs}devstoreaccount1;";

    public Dictionary<string, string?> Settings(TempFolder folder) => new()
    {
        ["Azurite:Start"] = "true",
        ["Azurite:Script"] = AzuriteScript.OrSkip(),
        ["Azurite:Location"] = folder.File("azurite"),
        ["Azurite:BlobPort"] = $"{_blob}",
        ["Azurite:QueuePort"] = $"{_queue}",
        ["Azurite:TablePort"] = $"{_table}",
    };
}
