namespace EGov.Functions.Hosting.Authorization;

/// <summary>
/// Anyone may call this HTTP function, and whoever is signed in is known to it. A token that is sent must be good: a person who believes
/// to be signed in is told when they are not.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SignInOptionalAttribute : Attribute;
