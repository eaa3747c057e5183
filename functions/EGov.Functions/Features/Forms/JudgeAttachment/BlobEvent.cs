namespace EGov.Functions.Features.Forms.JudgeAttachment;

/// <summary>
/// What Event Grid says of a blob, in its own schema: that it was written (Microsoft.Storage.BlobCreated), or what the account's scanning
/// found in it (Microsoft.Security.MalwareScanningResult).
/// </summary>
public sealed record BlobEvent(string? EventType, BlobEventData? Data)
{
    private const string Written = "Microsoft.Storage.BlobCreated";
    private const string Scanned = "Microsoft.Security.MalwareScanningResult";

    /// <exception cref="InvalidDataException">It is neither, or lacks what makes it one: somebody has to look at the message.</exception>
    internal FileNews Read() => this switch
    {
        { EventType: Written, Data: { Url.Length: > 0, ETag.Length: > 0 } } => new FileNews(Data.Url, Data.ETag, Verdict: null),
        { EventType: Scanned, Data: { BlobUri.Length: > 0, ETag.Length: > 0 } } => new FileNews(Data.BlobUri, Data.ETag, VerdictOf(Data.ScanResultType)),
        _ => throw new InvalidDataException("The message is no event of a blob that was written or scanned"),
    };

    /// <summary>Whatever is neither of the two results of a scan, errors and results not known yet among it, means that nobody has looked.</summary>
    private static MalwareVerdict VerdictOf(string? result) => result switch
    {
        "No threats found" => MalwareVerdict.Clean,
        "Malicious" => MalwareVerdict.Infected,
        _ => MalwareVerdict.Unscanned,
    };
}

/// <summary>The members that are read; what else an event carries is not.</summary>
/// <param name="Url">Where a blob that was written is.</param>
/// <param name="BlobUri">Where a blob that was scanned is.</param>
/// <param name="ETag">Which version of the blob.</param>
/// <param name="ScanResultType">"No threats found", "Malicious", or why there is neither.</param>
public sealed record BlobEventData(string? Url, string? BlobUri, string? ETag, string? ScanResultType);

/// <summary>News of a file.</summary>
/// <param name="Address">Where it is said to be.</param>
/// <param name="Version">Which bytes are meant.</param>
/// <param name="Verdict">What was found in them; null when it is only said that they have come.</param>
public sealed record FileNews(string Address, string Version, MalwareVerdict? Verdict);
