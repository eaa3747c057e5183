using System.Diagnostics;
using EGov.LocalRuntime.Bus;

namespace EGov.LocalRuntime.Tests.Bus;

public sealed class BusCrashTests
{
    private const int Kills = 5;

    [Fact]
    public async Task No_accepted_message_is_lost_when_its_process_is_killed_again_and_again()
    {
        using var folder = new TempFolder();
        for (var kill = 1; kill <= Kills; kill++)
        {
            using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [BusCrashChild.Word, folder.Path]) { RedirectStandardOutput = true })!;
            for (var line = 0; line < kill * 3; line++)
            {
                Assert.NotNull(await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            }

            child.Kill();
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var accepted = Ids(folder, "accepted");
        var handled = Ids(folder, "handled");
        var left = await DrainAsync(folder);

        Assert.True(accepted.Count >= Kills * 300, $"only {accepted.Count} accepted");
        Assert.Empty(accepted.Except(handled).Except(left));
    }

    /// <summary>A note that the kill cut short is no note.</summary>
    private static HashSet<string> Ids(TempFolder folder, string name) =>
        [.. File.ReadAllLines(folder.File(name)).Where(line => line.Length == 32)];

    private static async Task<HashSet<string>> DrainAsync(TempFolder folder)
    {
        await using var bus = LocalBus.Open(folder.File("bus.db"), BusCrashChild.Topology, TimeProvider.System);
        var left = new HashSet<string>();
        while (bus.Inspection.Counts().Single().Active > 0)
        {
            var deliveries = await bus.ReceiveAsync("work", 500, TestContext.Current.CancellationToken);
            left.UnionWith(deliveries.Select(d => d.Content.MessageId));
            await bus.CompleteAsync(deliveries);
        }

        Assert.Empty(bus.Inspection.DeadLetters("work"));
        return left;
    }
}
