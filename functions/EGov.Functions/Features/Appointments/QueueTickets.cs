using EGov.Domain;
using EGov.Functions.Hosting.Protection;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Features.Appointments;

/// <summary>Who came to which release, and with which number.</summary>
/// <param name="Person">The keyed hash of service and document: whoever else shows the ticket cannot hold anything with it.</param>
public sealed record QueueTicket(string Service, DateTimeOffset ReleaseAt, string Person, int Number);

/// <summary>Signs and reads the header <c>Queue-Ticket</c>. It says nothing that could not be computed again: its owner is given the same one as often as they ask.</summary>
public sealed class QueueTickets(ISecretVault vault)
{
    public const string Header = "Queue-Ticket";

    private readonly ReadOnlyMemory<byte> _key = vault.Key("queue-ticket-key");

    public string Of(QueueTicket ticket) => SignedTexts.Write(_key, ticket);

    /// <returns>Or <c>ticket-needed</c>, <c>ticket-invalid</c>.</returns>
    public Outcome<QueueTicket> Read(string? text) =>
        string.IsNullOrEmpty(text) ? new Refusal("ticket-needed")
        : SignedTexts.Read<QueueTicket>(_key, text) is { } ticket ? ticket
        : new Refusal("ticket-invalid");

    public static string? Shown(HttpRequest request) => request.Headers[Header].ToString();
}
