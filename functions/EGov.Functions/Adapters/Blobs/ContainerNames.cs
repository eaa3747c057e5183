namespace EGov.Functions.Adapters.Blobs;

internal static class ContainerNames
{
    /// <summary>What browsers have sent and nobody has looked at yet.</summary>
    public const string Quarantine = "quarantine";

    /// <summary>Clean files, sealed.</summary>
    public const string Vault = "vault";

    /// <summary>The chains of the audit trail and their seals.</summary>
    public const string Audit = "audit";

    public static readonly IReadOnlyList<string> All = [Quarantine, Vault, Audit];
}
