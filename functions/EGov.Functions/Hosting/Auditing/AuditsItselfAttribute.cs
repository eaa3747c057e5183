namespace EGov.Functions.Hosting.Auditing;

/// <summary>Only what this function is sent, or finds, says whose data it is: so its handler records that before it reads or changes them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AuditsItselfAttribute : Attribute;
