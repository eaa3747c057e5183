using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace EGov.Simulators.Identity;

/// <summary>
/// Remembers which codes and refresh tokens were used: there is no database that would. It forgets at a restart, which a simulator may.
/// </summary>
public sealed class SpentTokens(TimeProvider clock)
{
    /// <summary>Longer than any code or refresh token lives, so that nothing forgotten can still be valid.</summary>
    private static readonly TimeSpan s_memory = IdentityProvider.RefreshTokenLifetime + TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _spent = new();

    /// <summary>True for the first caller with this token, false for every other.</summary>
    public bool TrySpend(string token)
    {
        var now = clock.GetUtcNow();
        foreach (var old in _spent.Where(entry => now - entry.Value > s_memory))
        {
            _spent.TryRemove(old);
        }

        return _spent.TryAdd(Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(token))), now);
    }
}
