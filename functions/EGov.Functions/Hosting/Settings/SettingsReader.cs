using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace EGov.Functions.Hosting.Settings;

/// <summary>
/// Reads settings, notes which were asked for and gathers everything that is wrong with them, so that whoever deploys hears of all of it
/// at once. A problem never repeats a value: some are secrets.
/// </summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<Setting> _asked = [];
    private readonly List<string> _problems = [];

    /// <summary>Every setting that was asked for, whether or not it is there.</summary>
    public IReadOnlyList<Setting> Asked => _asked;

    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Null when it is absent or empty, which mean the same.</summary>
    public string? Text(Setting setting)
    {
        if (!_asked.Contains(setting))
        {
            _asked.Add(setting);
        }

        return configuration[setting.Key] is { Length: > 0 } text ? text : null;
    }

    /// <summary>An absolute http or https address; plain http only to this machine, since nothing on the way may read along.</summary>
    public Uri? Address(Setting setting) => Text(setting) is { } text ? AddressIn(setting, text) : null;

    /// <summary>An address with <c>{language}</c> in it.</summary>
    public string? AddressByLanguage(Setting setting)
    {
        if (Text(setting) is not { } text)
        {
            return null;
        }

        if (!text.Contains("{language}", StringComparison.Ordinal))
        {
            Refuse(setting, "does not say where {language} goes");
            return null;
        }

        return AddressIn(setting, text.Replace("{language}", "en", StringComparison.Ordinal)) is null ? null : text;
    }

    public int Number(Setting setting, int usual, int least, int most)
    {
        if (Text(setting) is not { } text)
        {
            return usual;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
        {
            Refuse(setting, $"is no whole number from {least} to {most}");
            return usual;
        }

        return number;
    }

    public bool Flag(Setting setting, bool usual)
    {
        if (Text(setting) is not { } text)
        {
            return usual;
        }

        if (!bool.TryParse(text, out var flag))
        {
            Refuse(setting, "is neither true nor false");
            return usual;
        }

        return flag;
    }

    /// <summary>Of two ways to say a thing exactly one must be taken.</summary>
    /// <param name="one">Whether the first way was taken.</param>
    public void OneOf(Setting first, bool one, Setting second, bool other)
    {
        if (one && other)
        {
            Refuse(first, $"contradicts {second.Name}: only one of them may be set");
        }
        else if (!one && !other)
        {
            Refuse(first, $"is missing, and so is {second.Name}: one of them is needed");
        }
    }

    /// <param name="problem">Completes "the setting …".</param>
    public void Refuse(Setting setting, string problem) => _problems.Add($"{setting.Name} (for {setting.Purpose}) {problem}");

    /// <exception cref="InvalidSettingsException">Something is wrong.</exception>
    public void Conclude()
    {
        if (_problems.Count > 0)
        {
            throw new InvalidSettingsException(_problems);
        }
    }

    private Uri? AddressIn(Setting setting, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            Refuse(setting, "is no absolute http or https address");
            return null;
        }

        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
        {
            Refuse(setting, "must be https, for it leaves this machine");
            return null;
        }

        return address;
    }
}
