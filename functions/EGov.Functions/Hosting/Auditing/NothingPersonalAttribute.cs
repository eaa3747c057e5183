namespace EGov.Functions.Hosting.Auditing;

/// <summary>This function reads and changes nothing that tells of a person: at most references and keyed hashes, without what they stand for.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NothingPersonalAttribute : Attribute;
