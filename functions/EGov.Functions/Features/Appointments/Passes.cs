using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using EGov.Domain;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Protection;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Features.Appointments;

/// <summary>What a pass lets its bearer do: act on one appointment.</summary>
public sealed record Pass(
    string Reference,
    string Service,
    string Class,
    int Party,
    int Sequence,
    string Person,
    Claim Claim,
    DateTimeOffset HeldUntil,
    DateTimeOffset Expires,
    string? Account = null,
    bool Contactable = false);

/// <summary>
/// Signs and reads the header <c>Appointment-Pass</c>: given by the hold and by the lookup, good for an hour, and good for one appointment.
/// With an offer it is written to the person, and good as long as the offer. It carries where the seats are, so that confirming a hold reads nothing.
/// </summary>
public sealed class Passes(ISecretVault vault, TimeProvider time)
{
    public const string Header = "Appointment-Pass";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ReadOnlyMemory<byte> _key = vault.Key("appointment-pass-key");

    /// <param name="expires">In an hour, unless it is to go with an offer.</param>
    public string Of(Appointment appointment, DateTimeOffset? expires = null)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(
            new Pass(
                appointment.Reference.Value,
                appointment.Service,
                appointment.Class,
                appointment.Party,
                appointment.Sequence,
                appointment.Person,
                appointment.Claim,
                appointment.HeldUntil,
                expires ?? time.GetUtcNow() + Lifetime,
                appointment.Account,
                appointment.IsContactable),
            Json.Options);
        return $"{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key.Span, payload))}";
    }

    /// <summary>The pass of a call about an appointment; a right pass for another one opens nothing.</summary>
    public Outcome<Pass> Read(HttpRequest request, string reference)
    {
        if (Bearer(request) is not { } pass)
        {
            return new Refusal("pass-invalid");
        }

        return Domain.Submissions.Reference.TryParse(reference, out var named) && named.Value == pass.Reference ? pass : new Refusal("not-found");
    }

    /// <summary>The pass of a call, whatever the call is about; null when there is none that is good.</summary>
    public Pass? Bearer(HttpRequest request) =>
        Open(request.Headers[Header].ToString()) is { } pass && pass.Expires > time.GetUtcNow() ? pass : null;

    private Pass? Open(string text)
    {
        var parts = text.Length > 2000 ? [] : text.Split('.');
        if (parts.Length != 2 || !Base64Url.IsValid(parts[0]) || !Base64Url.IsValid(parts[1]))
        {
            return null;
        }

        var payload = Base64Url.DecodeFromChars(parts[0]);
        return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_key.Span, payload), Base64Url.DecodeFromChars(parts[1]))
            ? JsonSerializer.Deserialize<Pass>(payload, Json.Options)
            : null;
    }
}
