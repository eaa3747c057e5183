using System.Collections.Concurrent;
using System.Security.Cryptography;
using EGov.Functions.Tests.Journeys;
using EGov.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

[assembly: AssemblyFixture(typeof(Platform))]

namespace EGov.Functions.Tests.Journeys;

/// <summary>
/// The really running platform, started by the first journey that asks and stopped with the run. All journeys share it: each
/// brings people, and where it matters forms, of its own.
/// </summary>
public sealed class Platform : IAsyncDisposable
{
    private readonly Lazy<Task<LocalStack>> _stack = new(() => LocalStack.StartAsync());
    private readonly ConcurrentDictionary<string, string> _leases = new();

    public Task<LocalStack> StackAsync() => _stack.Value;

    /// <summary>A citizen whom no other test knows. The simulator has three; more are signed with its own key, so the API cannot tell.</summary>
    internal async Task<Caller> CitizenAsync() => await WithTokenAsync(await TokenAsync());

    /// <summary>An officer where the simulator has one, else the department's own system.</summary>
    internal async Task<Caller> OfficerAsync(string department)
    {
        var stack = await StackAsync();
        return new Caller(stack, department switch
        {
            "immd" => await stack.TokenAsync("officer-immd-cheung"),
            "td" => await stack.TokenAsync("officer-td-lau"),
            _ => await stack.DepartmentTokenAsync(department),
        });
    }

    internal async Task<Caller> PersonaAsync(string persona)
    {
        var stack = await StackAsync();
        return new Caller(stack, await stack.TokenAsync(persona));
    }

    internal async Task<Caller> WithTokenAsync(string? token) => new(await StackAsync(), token);

    /// <summary>A token signed with the identity provider's own key, with whatever a test wants to be wrong about it.</summary>
    internal async Task<string> TokenAsync(
        string role = "Citizen",
        string? department = null,
        string audience = "api://egov",
        string? issuer = null,
        TimeSpan? lifetime = null,
        SecurityKey? key = null)
    {
        var stack = await StackAsync();
        var expires = DateTime.UtcNow + (lifetime ?? TimeSpan.FromMinutes(30));
        var claims = new Dictionary<string, object>
        {
            ["sub"] = Guid.NewGuid().ToString(),
            ["name"] = "Test Person",
            ["roles"] = new[] { role },
            ["scope"] = "api",
        };
        if (department is not null)
        {
            claims["department"] = department;
        }

        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? stack.Issuer.AbsoluteUri,
            Audience = audience,
            IssuedAt = expires.AddHours(-1),
            NotBefore = expires.AddHours(-1),
            Expires = expires,
            Claims = claims,
            TokenType = "at+jwt",
            SigningCredentials = new SigningCredentials(key ?? await SigningKeyAsync(), SecurityAlgorithms.RsaSha256),
        });
    }

    internal async Task<RsaSecurityKey> SigningKeyAsync()
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(await File.ReadAllTextAsync(Path.Combine((await StackAsync()).Folder, "simulators", "signing-key.pem")));
        var key = new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: true));
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return key;
    }

    /// <summary>
    /// Leases from a department's inbox until that submission has been handed out. Journeys that run at once are handed
    /// one another's, so all of them look into one book.
    /// </summary>
    internal Task<string> LeaseAsync(Caller officer, string department, string reference) => Until.ValueAsync(
        async () =>
        {
            if (_leases.TryGetValue(reference, out var lease))
            {
                return lease;
            }

            var handed = await officer.PostAsync($"departments/{department}/leases", new { seconds = 900 });
            if (handed.Status == 200)
            {
                _leases[handed.Text("reference")] = handed.Text("leaseId");
            }

            return null;
        },
        $"{reference} is handed out in {department}");

    public async ValueTask DisposeAsync()
    {
        if (_stack.IsValueCreated)
        {
            await (await _stack.Value).DisposeAsync();
        }
    }
}
