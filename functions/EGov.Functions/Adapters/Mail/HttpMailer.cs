using System.Net.Http.Json;
using EGov.Functions.Features.Notifications;
using EGov.Functions.Hosting;

namespace EGov.Functions.Adapters.Mail;

/// <summary>Hands letters to a mail service over HTTP: <c>{"id", "to", "subject", "text"}</c>.</summary>
public sealed class HttpMailer(IHttpClientFactory clients, Uri endpoint) : IMailer
{
    public const string Client = "mail";

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task SendAsync(Features.Notifications.Mail mail, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(Client);
        using var answer = await http.PostAsJsonAsync(endpoint, mail, Json.Options, cancellation);
        answer.EnsureSuccessStatusCode();
    }
}
