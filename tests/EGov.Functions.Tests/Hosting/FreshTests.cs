using EGov.Functions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Hosting;

public sealed class FreshTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<TaskCompletionSource<int>> _makings = [];
    private readonly Fresh<string, int> _fresh;

    public FreshTests() => _fresh = new Fresh<string, int>(_time, TimeSpan.FromSeconds(1), most: 2);

    [Fact]
    public async Task A_value_is_shared_for_its_lifetime_and_then_made_anew()
    {
        var first = Ask();
        _makings[0].SetResult(7);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(await first, await Ask());
        Assert.Single(_makings);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        var second = Ask();
        _makings[1].SetResult(8);
        Assert.Equal(8, await second);
    }

    [Fact]
    public async Task A_making_that_outlasts_the_lifetime_is_shared_and_its_value_good_for_as_long_again()
    {
        var asked = Ask();
        _time.Advance(TimeSpan.FromSeconds(5));
        var askedLater = Ask();
        _makings[0].SetResult(7);
        Assert.Equal((7, 7), (await asked, await askedLater));

        _time.Advance(TimeSpan.FromMilliseconds(4_999));
        Assert.Equal(7, await Ask());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _ = Ask();

        Assert.Equal(2, _makings.Count);
    }

    [Theory]
    [InlineData(1_400, 99, 1)]
    [InlineData(1_400, 100, 2)]
    [InlineData(1_600, 0, 2)]
    public async Task However_long_a_making_took_its_value_is_good_no_longer_than_it_may_be(int tookMs, int laterMs, int makings)
    {
        var fresh = new Fresh<string, int>(_time, TimeSpan.FromSeconds(1), most: 2, longest: TimeSpan.FromMilliseconds(1_500));
        var asked = Ask(fresh);
        _time.Advance(TimeSpan.FromMilliseconds(tookMs));
        _makings[0].SetResult(7);
        Assert.Equal(7, await asked);

        _time.Advance(TimeSpan.FromMilliseconds(laterMs));
        _ = Ask(fresh);

        Assert.Equal(makings, _makings.Count);
    }

    [Fact]
    public async Task A_making_that_failed_is_not_shared_with_whoever_asks_after_it()
    {
        var failing = Ask();
        _makings[0].SetException(new IOException());
        await Assert.ThrowsAsync<IOException>(() => failing);

        var again = Ask();
        _makings[1].SetResult(7);
        Assert.Equal(7, await again);
    }

    [Fact]
    public void Too_many_values_are_all_forgotten()
    {
        foreach (var key in new[] { "a", "b", "c", "a" })
        {
            _ = Ask(key);
        }

        Assert.Equal(4, _makings.Count);
    }

    private Task<int> Ask(string key = "a") => Ask(_fresh, key);

    private Task<int> Ask(Fresh<string, int> fresh, string key = "a") => fresh.GetAsync(key, () =>
    {
        _makings.Add(new TaskCompletionSource<int>());
        return _makings[^1].Task;
    });
}
