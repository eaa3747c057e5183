using EGov.LocalRuntime.Bus;

namespace EGov.LocalRuntime.Tests.Bus;

/// <summary>
/// That the cost does not grow with what waits; the rates themselves are measured on a quiet machine by
/// <c>EGov.LocalRuntime.Tests bus-throughput FILE BACKLOG MESSAGES</c> or through <see cref="BusThroughput"/>.
/// </summary>
public sealed class BusThroughputTests
{
    [Fact]
    public async Task A_message_takes_about_as_long_behind_fifty_thousand_others_as_behind_ten()
    {
        using var folder = new TempFolder();

        var few = await BusThroughput.MeasureAsync(folder.File("few.db"), 10, 3_200, TestContext.Current.CancellationToken);
        var many = await BusThroughput.MeasureAsync(folder.File("many.db"), 50_000, 3_200, TestContext.Current.CancellationToken);

        // Other tests run beside both, so only a difference in kind counts: a scan of the backlog would be hundreds of times slower.
        Assert.True(many.SentAndHandledPerSecond > few.SentAndHandledPerSecond / 4, $"{few} {many}");
    }
}
