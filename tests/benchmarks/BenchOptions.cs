using System.Globalization;

namespace EGov.Benchmarks;

/// <summary>How much is measured.</summary>
public sealed record BenchOptions
{
    /// <summary>Rounds that count; one more comes before them to warm up.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>How long one contender works in one round.</summary>
    public TimeSpan Slice { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Numbers of clients that a scenario with clients tries.</summary>
    public IReadOnlyList<int> Clients { get; init; } = [1, 16, 64];

    /// <summary>Whether other products are measured in the same rounds; they are installed on the first use.</summary>
    public bool Peers { get; init; }

    /// <summary>Where the results go; artifacts/bench by default.</summary>
    public string? Output { get; init; }

    /// <exception cref="FormatException">The command line says something that is none of these.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--peers")
            {
                options = options with { Peers = true };
                continue;
            }

            var name = arguments[i++];
            var value = i < arguments.Count ? arguments[i] : throw new FormatException($"{name} needs a value");
            options = name switch
            {
                "--rounds" => options with { Rounds = int.Parse(value, CultureInfo.InvariantCulture) },
                "--seconds" => options with { Slice = TimeSpan.FromSeconds(double.Parse(value, CultureInfo.InvariantCulture)) },
                "--clients" => options with { Clients = [.. value.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture))] },
                "--output" => options with { Output = value },
                _ => throw new FormatException($"{name} is none of --rounds, --seconds, --clients, --peers, --output"),
            };
        }

        return options;
    }
}
