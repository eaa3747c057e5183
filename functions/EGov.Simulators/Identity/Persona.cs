namespace EGov.Simulators.Identity;

/// <summary>
/// Somebody whom the simulated identity provider can sign in.
/// </summary>
/// <param name="Id">Stable short name, as in <c>POST /simulators/tokens</c>.</param>
/// <param name="Subject">The <c>sub</c> claim: opaque, and never changed once it is written here.</param>
/// <param name="Name">The person's name; the English one is the <c>name</c> claim.</param>
/// <param name="Role">The one member of the <c>roles</c> claim.</param>
/// <param name="Department">Code of the department that an officer belongs to.</param>
public sealed record Persona(string Id, string Subject, Wording Name, string Role, string? Department = null);
