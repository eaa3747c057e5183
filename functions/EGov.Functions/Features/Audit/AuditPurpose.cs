namespace EGov.Functions.Features.Audit;

/// <summary>Why data was read or changed. Its kebab-case name is its code; <c>purposes.json</c> has a sentence for each in three languages.</summary>
public enum AuditPurpose
{
    /// <summary>The person sees to their own affairs.</summary>
    OwnAffairs,

    /// <summary>A department works on a case.</summary>
    ProcessCase,

    /// <summary>An office serves the person at its counter.</summary>
    ServeAtOffice,

    /// <summary>The platform offers other times where an office closes or somebody waits for an earlier one.</summary>
    ArrangeAppointments,

    /// <summary>The platform looks whether a file is safe to open.</summary>
    ProtectFiles,

    /// <summary>The platform deletes what was not sent in time.</summary>
    DeleteInTime,

    /// <summary>The platform destroys what has been kept for as long as it may be.</summary>
    EndRetention,
}
