using System.Diagnostics;
using EGov.Testing;

namespace EGov.Crash;

/// <summary>
/// Kills the host at moments that only the seed decides, and starts it again. Where the attempts are counted the kills are spread over them, each
/// by chance in its part.
/// </summary>
internal sealed class Killer(CrashOptions options, LocalStack stack, Gate gate, Attempts attempts, Outages outages)
{
    private static readonly TimeSpan s_shortestLife = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestLife = TimeSpan.FromMilliseconds(2500);

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(5);

    private readonly Random _random = new(options.Seed);

    public int Kills { get; private set; }

    /// <summary>How long each start took until the host answered, in milliseconds.</summary>
    public List<double> Starts { get; } = [];

    /// <param name="load">When it is over there is nothing to disturb any more.</param>
    public async Task RunAsync(Task load, Action<int> killed, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (Kills < options.Kills && clock.Elapsed < options.Limit && !load.IsCompleted)
        {
            while (attempts.Progress < Kills / (options.Kills + 1d) && !load.IsCompleted)
            {
                await Task.Delay(s_look, cancellation);
            }

            // Short lives are as likely as long ones on a logarithmic scale: many kills shortly after the start, when old work is taken up.
            var life = s_shortestLife * Math.Pow(s_longestLife / s_shortestLife, _random.NextDouble());
            await Task.Delay(life, cancellation);
            gate.Close();
            await stack.Host.KillAsync();
            Kills++;
            using (await outages.HoldOffAsync(cancellation))
            {
                var start = Stopwatch.StartNew();
                await stack.Host.StartAsync(cancellation);
                Starts.Add(start.Elapsed.TotalMilliseconds);
            }

            gate.Open();
            killed(Kills);
        }
    }
}
