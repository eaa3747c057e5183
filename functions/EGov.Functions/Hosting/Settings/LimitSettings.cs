using System.Collections.Frozen;
using EGov.Functions.Hosting.Limits;

namespace EGov.Functions.Hosting.Settings;

/// <summary>How many calls somebody may make.</summary>
/// <param name="PerNetwork">Whether networks are counted too. One machine that plays two hundred clients is no network to be held back.</param>
/// <param name="ForwardedHops">How many of our own proxies stand before the app and append to X-Forwarded-For.</param>
/// <param name="PerMinute">By kind of call, for one person and for one network.</param>
public sealed record LimitSettings(bool PerNetwork, int ForwardedHops, IReadOnlyDictionary<CallLimit, (int PerPerson, int PerNetwork)> PerMinute)
{
    /// <summary>A family behind one address, or a library, has room; a program that holds seats to sell them has not.</summary>
    private static readonly FrozenDictionary<CallLimit, (int PerPerson, int PerNetwork)> s_usual = new Dictionary<CallLimit, (int, int)>
    {
        [CallLimit.Holds] = (10, 120),
        [CallLimit.Lookups] = (10, 60),
        [CallLimit.Joins] = (6, 120),
    }.ToFrozenDictionary();

    private static readonly Setting s_perNetwork = new("Limits__PerNetwork", "counting calls by network", SettingSource.Operator);
    private static readonly Setting s_hops = new("Limits__ForwardedHops", "finding the caller's address behind proxies", SettingSource.Template);

    public static LimitSettings Read(SettingsReader reader) => new(
        reader.Flag(s_perNetwork, usual: true),
        reader.Number(s_hops, usual: 0, least: 0, most: 8),
        s_usual.ToFrozenDictionary(usual => usual.Key, usual => (
            reader.Number(Calls(usual.Key, "PerPerson", "one person"), usual.Value.PerPerson, 1, 1_000_000),
            reader.Number(Calls(usual.Key, "PerNetwork", "one network"), usual.Value.PerNetwork, 1, 1_000_000))));

    private static Setting Calls(CallLimit limit, string whose, string words) =>
        new($"Limits__{limit}__{whose}", $"the {limit.ToString().ToLowerInvariant()} that {words} may make in a minute", SettingSource.Operator);
}
