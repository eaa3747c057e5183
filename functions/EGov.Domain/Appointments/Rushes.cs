namespace EGov.Domain.Appointments;

/// <summary>Which releases of a service bring a rush, and whose waiting room is open.</summary>
public static class Rushes
{
    /// <summary>No window reaches further ahead: beyond it nothing is released, and nothing is worked out.</summary>
    private const int MostDaysAhead = 800;

    /// <summary>The rush that a date is in; of several, the one whose release comes first. Null in quiet times.</summary>
    public static Rush? RushOf(this RuleBook rules, ServiceRules service, DateOnly date, DateTimeOffset now)
    {
        var today = HongKong.DateOf(now);
        return service.Rush is null || date < today || date > today.AddDays(MostDaysAhead) || !MayBeIn(service, now)
            ? null
            : rules.Releases(service, date, now)
                .Select(release => new Rush(service.Id, release.ToUniversalTime(), service.Rush))
                .Where(rush => rush.IsOpen(now))
                .MinBy(rush => rush.ReleaseAt);
    }

    /// <summary>The dates that are in a rush, also such as will be offered only when it comes to its release.</summary>
    public static IEnumerable<(DateOnly Date, Rush Rush)> DatesInRush(this RuleBook rules, ServiceRules service, DateTimeOffset now) =>
        service.Rush is not { } rule || !MayBeIn(service, now)
            ? []
            : from date in rules.DatesOffered(service, HongKong.DateOf(now)).Union(rules.DatesOffered(service, HongKong.DateOf(now.AddMinutes(rule.MinutesBefore)))).Order()
              let rush = rules.RushOf(service, date, now)
              where rush is not null
              select (date, rush);

    /// <summary>The waiting room of a release that somebody has a ticket of, whether it is open or not; null when the service has none any more.</summary>
    public static Rush? RushAt(this RuleBook rules, string service, DateTimeOffset release) =>
        rules.Service(service)?.Rush is { } rule ? new Rush(service, release, rule) : null;

    /// <summary>Whether it is a time of day at which any date could be in a rush: most of the day it is not, and no date is looked at.</summary>
    private static bool MayBeIn(ServiceRules service, DateTimeOffset now)
    {
        var rush = service.Rush!;
        var times = service.Release.Where(part => part.DaysBefore is not null).Select(part => part.Time);
        return (rush.NewDates ? times.Append(TimeOnly.MinValue) : times)
            .Any(time => Days(rush, now).Any(day => new Rush(service.Id, HongKong.At(day, time), rush).IsOpen(now)));
    }

    /// <summary>The days on which a release would be whose waiting room is open: one, or two around midnight.</summary>
    private static IEnumerable<DateOnly> Days(RushRule rule, DateTimeOffset now)
    {
        var (first, last) = (HongKong.DateOf(now.AddMinutes(-rule.MinutesAfter)), HongKong.DateOf(now.AddMinutes(rule.MinutesBefore)));
        return first == last ? [first] : [first, last];
    }

    private static IEnumerable<DateTimeOffset> Releases(this RuleBook rules, ServiceRules service, DateOnly date, DateTimeOffset now)
    {
        foreach (var part in service.Release)
        {
            if (rules.ReleasedAt(service, part, date, now) is { } release)
            {
                yield return release;
            }
        }

        if (service.Rush is { NewDates: true } rule)
        {
            foreach (var day in Days(rule, now))
            {
                if (rules.DatesOffered(service, day).Contains(date) && !rules.DatesOffered(service, day.AddDays(-1)).Contains(date))
                {
                    yield return HongKong.At(day, TimeOnly.MinValue);
                }
            }
        }
    }
}
