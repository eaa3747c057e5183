using System.Globalization;
using EGov.LocalRuntime.Bus;

namespace EGov.LocalRuntime.Tests.Bus;

public sealed class BusThroughputTests
{
    [Theory]
    [InlineData(10, 8_000)]
    [InlineData(100_000, 8_000)]
    public async Task Two_thousand_messages_a_second_pass_one_subscription_however_many_wait(int backlog, int messages)
    {
        using var folder = new TempFolder();

        var result = await BusThroughput.MeasureAsync(folder.File("bus.db"), backlog, messages, TestContext.Current.CancellationToken);

        TestContext.Current.SendDiagnosticMessage(result.ToString());
        Assert.True(
            result.SentAndHandledPerSecond >= 2_000,
            string.Create(CultureInfo.InvariantCulture, $"{result.SentAndHandledPerSecond:F0} messages a second with {backlog} waiting"));
    }
}
