using System.Text;
using Azure.Messaging.ServiceBus;
using EGov.LocalRuntime.Bus;
using Microsoft.Extensions.Logging.Abstractions;

namespace EGov.LocalRuntime.Tests.Bus;

/// <summary>
/// A process that sends and handles messages until it is killed. It notes each message id after the bus accepted it, and each one handled
/// before the bus hears of it; it says a line for every hundred accepted.
/// </summary>
internal static class BusCrashChild
{
    public const string Word = "bus-crash-child";

    private const int Senders = 8;
    private const int PerLine = 100;

    public static Topology Topology { get; } = new([new Queue("work", TimeSpan.FromMinutes(1), 1_000)], []);

    public static async Task<int> RunAsync(string folder)
    {
        await using var bus = LocalBus.Open(Path.Combine(folder, "bus.db"), Topology, TimeProvider.System);
        await using var accepted = Notes(folder, "accepted");
        await using var handled = Notes(folder, "handled");
        var listener = new QueueListener(
            bus,
            bus.Queue("work"),
            new Listening(4, 1, Sessions: false, AutoComplete: true, TimeSpan.FromMinutes(5)),
            (batch, _) =>
            {
                Note(handled, batch.Deliveries[0].Content.MessageId);
                return Task.CompletedTask;
            },
            TimeProvider.System,
            NullLogger.Instance);
        var count = 0;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAsync()).Append(listener.RunAsync(CancellationToken.None, CancellationToken.None)));
        return 0;

        async Task SendAsync()
        {
            while (true)
            {
                var id = Guid.NewGuid().ToString("N");
                await bus.SendAsync("work", [new ServiceBusMessage(id) { MessageId = id }], CancellationToken.None);
                Note(accepted, id);
                if (Interlocked.Increment(ref count) % PerLine == 0)
                {
                    Console.WriteLine(count);
                }
            }
        }
    }

    private static FileStream Notes(string folder, string name) =>
        new(Path.Combine(folder, name), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

    private static void Note(FileStream notes, string id)
    {
        lock (notes)
        {
            notes.Write(Encoding.ASCII.GetBytes(id + "\n"));
        }
    }
}
