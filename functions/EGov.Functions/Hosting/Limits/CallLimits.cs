using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using EGov.Domain;
using EGov.Functions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace EGov.Functions.Hosting.Limits;

/// <summary>
/// Counts calls by person and by network, in token buckets that fill up evenly: <c>Limits:Holds:PerPerson</c> and <c>Limits:Holds:PerNetwork</c> are calls a
/// minute. Each instance counts for itself, so that counting costs no storage call: with n instances somebody may get up to n times as
/// much, which is enough to keep a program from trying thousands. What is counted by is a hash under a key that dies with the process.
/// </summary>
public sealed class CallLimits : IDisposable
{
    /// <summary>A family behind one address, or a library, has room; a program that holds seats to sell them has not.</summary>
    private static readonly FrozenDictionary<CallLimit, (int PerPerson, int PerNetwork)> s_defaults = new Dictionary<CallLimit, (int, int)>
    {
        [CallLimit.Holds] = (10, 120),
        [CallLimit.Lookups] = (10, 60),
        [CallLimit.Joins] = (6, 120),
    }.ToFrozenDictionary();

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly FrozenDictionary<CallLimit, (PartitionedRateLimiter<UInt128> Persons, PartitionedRateLimiter<UInt128>? Networks)> _limiters;
    private readonly int _hops;

    public CallLimits(IConfiguration configuration)
    {
        // One machine that plays two hundred clients is no network to be held back: Limits:PerNetwork=false.
        var perNetwork = configuration.GetValue("Limits:PerNetwork", defaultValue: true);
        _hops = configuration.GetValue("Limits:ForwardedHops", defaultValue: 0);
        _limiters = s_defaults.ToFrozenDictionary(limit => limit.Key, limit =>
        {
            var section = configuration.GetSection($"Limits:{limit.Key}");
            return (
                Limiter(section.GetValue("PerPerson", limit.Value.PerPerson)),
                perNetwork ? Limiter(section.GetValue("PerNetwork", limit.Value.PerNetwork)) : null);
        });
    }

    /// <param name="person">Already a hash: whatever stands for the person in storage.</param>
    public Refusal? OfPerson(CallLimit limit, string person) => Take(_limiters[limit].Persons, Encoding.UTF8.GetBytes(person));

    public Refusal? OfNetwork(CallLimit limit, HttpContext http) =>
        _limiters[limit].Networks is { } networks ? Take(networks, Networks.Of(http, _hops)) : null;

    public void Dispose()
    {
        foreach (var (persons, networks) in _limiters.Values)
        {
            persons.Dispose();
            networks?.Dispose();
        }
    }

    private Refusal? Take(PartitionedRateLimiter<UInt128> limiter, ReadOnlySpan<byte> who)
    {
        using var lease = limiter.AttemptAcquire(BinaryPrimitives.ReadUInt128BigEndian(HMACSHA256.HashData(_key, who)));
        if (lease.IsAcquired)
        {
            return null;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
        return new Refusal("too-many-calls", Values: new Dictionary<string, string>
        {
            [Answers.RetryAfter] = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture),
        });
    }

    private static PartitionedRateLimiter<UInt128> Limiter(int perMinute) => PartitionedRateLimiter.Create<UInt128, UInt128>(who =>
        RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / perMinute,
        }));
}
