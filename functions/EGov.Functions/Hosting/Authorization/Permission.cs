namespace EGov.Functions.Hosting.Authorization;

/// <summary>What a caller may do. A function names the one it needs; a role is a set of them.</summary>
public enum Permission
{
    /// <summary>Ask who oneself is.</summary>
    SeeOwnIdentity,

    /// <summary>Write drafts, upload files, submit, see and answer one's own cases.</summary>
    UseForms,

    /// <summary>See, lease, open and work on the submissions of one's own department.</summary>
    HandleSubmissions,

    /// <summary>Publish and retire form documents.</summary>
    PublishForms,

    /// <summary>Publish the rules of one's own department's appointments, tell what its other channels have booked, and run the days of its offices.</summary>
    ManageAppointments,
}
