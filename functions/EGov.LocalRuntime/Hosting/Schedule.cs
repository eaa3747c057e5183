using System.Globalization;
using Cronos;

namespace EGov.LocalRuntime.Hosting;

/// <summary>When a timer runs: an NCRONTAB expression of six fields (five mean second 0), in UTC, or a span between runs.</summary>
internal sealed class Schedule
{
    private readonly CronExpression? _cron;
    private readonly TimeSpan _span;

    private Schedule(CronExpression? cron, TimeSpan span) => (_cron, _span) = (cron, span);

    /// <exception cref="FormatException">The text is neither.</exception>
    public static Schedule Parse(string text)
    {
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span))
        {
            return span > TimeSpan.Zero ? new(null, span) : throw new FormatException($"'{text}' is no span between two runs.");
        }

        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        return new(CronExpression.Parse(text, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard), default);
    }

    /// <summary>The first occurrence after an instant; null when there is none any more.</summary>
    public DateTimeOffset? After(DateTimeOffset instant) => _cron is null
        ? instant + _span
        : _cron.GetNextOccurrence(instant, TimeZoneInfo.Utc);
}
