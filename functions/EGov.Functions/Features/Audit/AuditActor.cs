using EGov.Functions.Hosting.Authorization;

namespace EGov.Functions.Features.Audit;

/// <summary>Who reads or changes data.</summary>
public sealed record AuditActor(string Id, AuditActorKind Kind, string? Department = null)
{
    public static readonly AuditActor Platform = new(AuditEntry.Platform, AuditActorKind.System);

    public static AuditActor Of(Caller caller) => new(
        caller.Person,
        caller.Roles.Contains(Roles.Officer) ? AuditActorKind.Officer
            : caller.Roles.Contains(Roles.DepartmentSystem) ? AuditActorKind.DepartmentSystem
            : caller.Roles.Contains(Roles.Citizen) ? AuditActorKind.Person
            : AuditActorKind.Staff,
        caller.Department);

    /// <param name="person">The pseudonym that the pass or the code stands for.</param>
    public static AuditActor Holder(string person) => new(person, AuditActorKind.HolderOfCode);

    /// <summary>An entry of its own, for what nothing else tells apart.</summary>
    public AuditEntry Entry(DateTimeOffset at, AuditAction action, string? subject, AuditPurpose purpose, string function) =>
        Entry(Guid.NewGuid().ToString(), at, action, subject, purpose, function);

    public AuditEntry Entry(string id, DateTimeOffset at, AuditAction action, string? subject, AuditPurpose purpose, string function) =>
        new(id, at, Id, Kind, action, subject, purpose, function, Department);
}
