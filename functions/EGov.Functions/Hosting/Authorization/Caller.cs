using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Hosting.Authorization;

/// <summary>Who calls, as far as the service needs to know.</summary>
/// <param name="Person">A pseudonymous key, derived from issuer and subject: it names partitions and events, never a person.</param>
/// <param name="Name">As the token says it; shown back to the caller alone.</param>
/// <param name="Department">The department an officer or a department's system belongs to.</param>
public sealed record Caller(
    string Person,
    string? Name,
    string? Department,
    IReadOnlyList<string> Roles,
    IReadOnlySet<Permission> Permissions)
{
    public bool MayHandle(string department) =>
        Permissions.Contains(Permission.HandleSubmissions) && Department == department;

    public bool MayManageAppointments(string department) =>
        Permissions.Contains(Permission.ManageAppointments) && Department == department;

    /// <summary>Null when the token names no issuer or no subject: all such callers would be one person.</summary>
    internal static Caller? From(ClaimsPrincipal user)
    {
        if (user.FindFirstValue("iss") is not { Length: > 0 } issuer || user.FindFirstValue("sub") is not { Length: > 0 } subject)
        {
            return null;
        }

        var roles = user.FindAll("roles").Select(claim => claim.Value).ToList();
        return new Caller(
            PersonKey(issuer, subject),
            user.FindFirstValue("name"),
            user.FindFirstValue("department"),
            roles,
            roles.SelectMany(role => Authorization.Roles.All.GetValueOrDefault(role, [])).ToHashSet());
    }

    private static string PersonKey(string issuer, string subject) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{subject}")).AsSpan(0, 15));
}

internal static class CallerExtensions
{
    /// <summary>The caller that the middleware let in. Throws in a function that anyone may call: there is none.</summary>
    public static Caller Caller(this HttpRequest request) =>
        request.HttpContext.Items[typeof(Caller)] as Caller ?? throw new InvalidOperationException("An anonymous call has no caller");

    /// <summary>The caller, when signed in: of a function with <see cref="SignInOptionalAttribute"/>.</summary>
    public static Caller? CallerIfAny(this HttpRequest request) => request.HttpContext.Items[typeof(Caller)] as Caller;

    public static void Admit(this HttpContext http, Caller caller) => http.Items[typeof(Caller)] = caller;
}
