using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using EGov.Testing;

namespace EGov.Crash;

/// <summary>Everything has come to rest when the bus holds no message any more, scheduled ones included.</summary>
internal static class Quiescence
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <returns>Complaints: messages that do not come to rest, and dead letters.</returns>
    public static async Task<IReadOnlyList<string>> WaitAsync(LocalStack stack, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        List<string> ended = [];
        while (true)
        {
            if (!stack.Host.IsRunning)
            {
                ended.Add("The host ended by itself; its log says why");
                await stack.Host.StartAsync(cancellation);
            }

            var queues = (await stack.Http.GetFromJsonAsync<JsonElement>(new Uri(stack.AdminBase, "bus"), cancellation)).EnumerateArray().ToList();
            var busy = queues.Where(queue => Count(queue, "active") + Count(queue, "scheduled") + Count(queue, "locked") > 0).ToList();
            if (busy.Count == 0 || clock.Elapsed > s_patience)
            {
                return
                [
                    .. ended,
                    .. busy.Select(queue => $"The bus does not come to rest: {queue}"),
                    .. queues.Where(queue => Count(queue, "deadLettered") > 0).Select(queue => $"Dead letters: {queue}"),
                ];
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellation);
        }
    }

    private static long Count(JsonElement queue, string state) => queue.GetProperty(state).GetInt64();
}
