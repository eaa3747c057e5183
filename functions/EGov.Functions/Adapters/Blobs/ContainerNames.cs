namespace EGov.Functions.Adapters.Blobs;

internal static class ContainerNames
{
    /// <summary>What browsers have sent and nobody has looked at yet.</summary>
    public const string Quarantine = "quarantine";

    /// <summary>Clean files, sealed.</summary>
    public const string Vault = "vault";

    public static readonly IReadOnlyList<string> All = [Quarantine, Vault];
}
