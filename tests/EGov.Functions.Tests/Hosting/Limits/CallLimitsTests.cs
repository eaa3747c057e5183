using EGov.Functions.Hosting.Limits;
using EGov.Functions.Tests.Hosting.Settings;

namespace EGov.Functions.Tests.Hosting.Limits;

public sealed class CallLimitsTests
{
    [Fact]
    public void A_person_has_so_many_calls_and_then_is_told_how_long_to_wait()
    {
        using var limits = Limits(("Limits:Holds:PerPerson", "3"));

        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(limits.OfPerson(CallLimit.Holds, "one")));
        var refusal = limits.OfPerson(CallLimit.Holds, "one");

        Assert.Equal("too-many-calls", refusal?.Code);
        // Three in a minute: the next comes within twenty seconds.
        Assert.InRange(int.Parse(refusal!.Values!["retryAfter"], System.Globalization.CultureInfo.InvariantCulture), 1, 20);
    }

    [Fact]
    public void Another_person_and_another_kind_of_call_are_counted_apart()
    {
        using var limits = Limits(("Limits:Holds:PerPerson", "1"), ("Limits:Joins:PerPerson", "1"));

        Assert.Null(limits.OfPerson(CallLimit.Holds, "one"));
        Assert.Null(limits.OfPerson(CallLimit.Holds, "other"));
        Assert.Null(limits.OfPerson(CallLimit.Joins, "one"));
        Assert.NotNull(limits.OfPerson(CallLimit.Holds, "one"));
    }

    [Fact]
    public async Task Whoever_waits_has_calls_again()
    {
        using var limits = Limits(("Limits:Holds:PerPerson", "600"));
        while (limits.OfPerson(CallLimit.Holds, "one") is null)
        {
        }

        await Until.Async(() => Task.FromResult(limits.OfPerson(CallLimit.Holds, "one") is null), "a call is free again");
    }

    [Fact]
    public void A_network_is_counted_over_all_who_call_from_it()
    {
        using var limits = Limits(("Limits:Lookups:PerNetwork", "2"));

        Assert.Null(limits.OfNetwork(CallLimit.Lookups, From("203.0.113.7")));
        Assert.Null(limits.OfNetwork(CallLimit.Lookups, From("203.0.113.7")));
        Assert.Null(limits.OfNetwork(CallLimit.Lookups, From("203.0.113.8")));
        Assert.Equal("too-many-calls", limits.OfNetwork(CallLimit.Lookups, From("203.0.113.7"))?.Code);
    }

    [Fact]
    public void Behind_the_platforms_front_end_callers_are_counted_by_what_it_appended()
    {
        using var limits = Limits(("Limits:Lookups:PerNetwork", "1"), ("Limits:ForwardedHops", "1"));

        Assert.Null(limits.OfNetwork(CallLimit.Lookups, From("127.0.0.1", "10.0.0.1, 203.0.113.7:1234")));
        Assert.Null(limits.OfNetwork(CallLimit.Lookups, From("127.0.0.1", "10.0.0.1, 203.0.113.8:1234")));
        Assert.NotNull(limits.OfNetwork(CallLimit.Lookups, From("127.0.0.1", "10.0.0.2, 203.0.113.7:5678")));
    }

    [Fact]
    public void Networks_are_not_counted_where_the_settings_say_so()
    {
        using var limits = Limits(("Limits:Lookups:PerNetwork", "1"), ("Limits:PerNetwork", "false"));

        Assert.All(Enumerable.Range(0, 5), _ => Assert.Null(limits.OfNetwork(CallLimit.Lookups, From("203.0.113.7"))));
    }

    private static Microsoft.AspNetCore.Http.DefaultHttpContext From(string address, string? forwarded = null)
    {
        var http = HttpCalls.Call();
        if (forwarded is not null)
        {
            http.Request.Headers["X-Forwarded-For"] = forwarded;
        }

        http.Connection.RemoteIpAddress = System.Net.IPAddress.Parse(address);
        return http;
    }

    private static CallLimits Limits(params (string Name, string Value)[] settings) => new(TestSettings.Limits(settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value))));
}
