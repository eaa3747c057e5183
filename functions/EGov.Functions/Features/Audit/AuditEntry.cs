namespace EGov.Functions.Features.Audit;

/// <summary>Who read or changed whose data, when and why. All are references and pseudonyms: never a name, never a value.</summary>
/// <param name="Id">Tells the entry from all others; one that stands twice is one.</param>
/// <param name="Actor">The pseudonym of who did it: a person key, the keyed hash of a document, or <see cref="Platform"/>.</param>
/// <param name="Subject">Whose data or what of theirs: a reference, a draft's id or a person key; null when the call named none that is one.</param>
/// <param name="Function">The function that did it.</param>
/// <param name="Department">The department that an officer or a system acted for.</param>
public sealed record AuditEntry(
    string Id,
    DateTimeOffset At,
    string Actor,
    AuditActorKind ActorKind,
    AuditAction Action,
    string? Subject,
    AuditPurpose Purpose,
    string Function,
    string? Department = null)
{
    /// <summary>The actor of what nobody asked for: timers, and what follows from an event.</summary>
    public const string Platform = "platform";
}

/// <summary>What was done with the data.</summary>
public enum AuditAction
{
    Read,
    Change,
}

/// <summary>What the actor is.</summary>
public enum AuditActorKind
{
    /// <summary>Somebody who is signed in with an account of their own.</summary>
    Person,

    /// <summary>Whoever holds the pass or the code of an appointment.</summary>
    HolderOfCode,

    Officer,

    DepartmentSystem,

    /// <summary>An officer or a system of the department: an event does not tell which.</summary>
    Department,

    /// <summary>Somebody who publishes forms, helps people or runs the platform.</summary>
    Staff,

    /// <summary>The platform itself.</summary>
    System,
}
