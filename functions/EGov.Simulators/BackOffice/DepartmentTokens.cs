using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using EGov.Simulators.Identity;

namespace EGov.Simulators.BackOffice;

/// <summary>The access tokens of the departments' systems, kept until shortly before they end.</summary>
internal sealed class DepartmentTokens(IHttpClientFactory clients, BackOfficeSettings settings, SimulatorSettings simulators, TimeProvider clock)
{
    public const string Client = "back-office-token";

    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Ends)> _held = new();

    public async ValueTask<string> GetAsync(Department department, CancellationToken cancellation)
    {
        if (_held.TryGetValue(department.Code, out var held) && held.Ends - s_margin > clock.GetUtcNow())
        {
            return held.Token;
        }

        using var http = clients.CreateClient(Client);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = department.ClientId,
            ["client_secret"] = simulators.SecretOf(department.Code) ?? "",
        });
        using var answer = await http.PostAsync(settings.TokenEndpoint, form, cancellation);
        answer.EnsureSuccessStatusCode();
        var issued = await answer.Content.ReadFromJsonAsync<Issued>(cancellation) ?? throw new HttpRequestException("The token endpoint answered nothing.");
        _held[department.Code] = (issued.AccessToken, clock.GetUtcNow().AddSeconds(issued.ExpiresIn));
        return issued.AccessToken;
    }

    /// <summary>Forgets a token that the API would not take.</summary>
    public void Drop(Department department) => _held.TryRemove(department.Code, out _);

    private sealed record Issued(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
