using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using EGov.Domain;
using EGov.Functions.Hosting.Http;
using EGov.Functions.Hosting.Settings;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Hosting.Limits;

/// <summary>
/// Counts calls by person and by network, in token buckets that fill up evenly. Each instance counts for itself, so that counting costs no storage call: with n instances somebody may get up to n times as
/// much, which is enough to keep a program from trying thousands. What is counted by is a hash under a key that dies with the process.
/// </summary>
public sealed class CallLimits : IDisposable
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly FrozenDictionary<CallLimit, (PartitionedRateLimiter<UInt128> Persons, PartitionedRateLimiter<UInt128>? Networks)> _limiters;
    private readonly int _hops;

    public CallLimits(LimitSettings settings)
    {
        _hops = settings.ForwardedHops;
        _limiters = settings.PerMinute.ToFrozenDictionary(limit => limit.Key, limit => (
            Limiter(limit.Value.PerPerson),
            settings.PerNetwork ? Limiter(limit.Value.PerNetwork) : null));
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
