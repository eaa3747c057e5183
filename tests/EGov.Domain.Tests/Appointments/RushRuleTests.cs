using CsCheck;
using EGov.Domain.Appointments;

namespace EGov.Domain.Tests.Appointments;

public sealed class RushRuleTests
{
    private static readonly DateTimeOffset _release = new(2026, 12, 1, 8, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void A_waiting_room_is_open_from_its_minutes_before_the_release_until_its_minutes_after_it()
    {
        var rush = Of(100);

        Assert.Equal(
            (false, true, true, false),
            (rush.IsOpen(_release.AddMinutes(-15).AddTicks(-1)), rush.IsOpen(_release.AddMinutes(-15)), rush.IsOpen(_release.AddMinutes(20).AddTicks(-1)), rush.IsOpen(_release.AddMinutes(20))));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(99, 0)]
    [InlineData(100, 60_600)]
    [InlineData(199, 120_000)]
    [InlineData(1999, 1_200_000)]
    public void The_first_minutes_places_have_their_turn_at_once_and_the_others_as_the_minutes_go_by(int place, int milliseconds) =>
        Assert.Equal(_release.AddMilliseconds(milliseconds), Of(100).AdmittedAt(place));

    [Fact]
    public void Nobody_has_a_turn_before_the_release_and_what_is_counted_is_what_has_had_its_turn() => Gen.Select(
        Gen.Int[1, 10_000], Gen.Int[0, 100_000], Gen.Int[-1000, 3_600_000]).Sample((perMinute, place, milliseconds) =>
    {
        var rush = Of(perMinute);
        var now = _release.AddMilliseconds(milliseconds);
        Assert.Equal(rush.AdmittedAt(place) <= now, place < rush.Admitted(now));
    });

    private static Rush Of(int perMinute) => new("hkic", _release, new RushRule(15, 20, perMinute, NewDates: false));
}
