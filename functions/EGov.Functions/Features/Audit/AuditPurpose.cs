namespace EGov.Functions.Features.Audit;

/// <summary>Why data was read or changed. Its kebab-case name is its code, and <c>purposes.json</c> has a sentence for each in three languages.</summary>
public enum AuditPurpose
{
    /// <summary>The person sees to their own affairs.</summary>
    OwnAffairs,

    /// <summary>A department works on a case.</summary>
    ProcessCase,

    /// <summary>An office serves the person at its counter.</summary>
    ServeAtOffice,

    /// <summary>The platform keeps files free of malware.</summary>
    ProtectFiles,

    /// <summary>The platform deletes what nobody needs any more.</summary>
    DeleteInTime,
}
