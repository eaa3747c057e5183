using System.Globalization;

namespace EGov.Crash;

/// <summary>How long, how hard, and from which seed.</summary>
public sealed record CrashOptions
{
    /// <summary>Decides the load and the moments of the kills.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The run ends after this many kills, or after <see cref="Limit"/>.</summary>
    public int Kills { get; init; } = 100;

    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(30);

    public int Clients { get; init; } = 8;

    /// <summary>How often the clients begin something, all together; null: until the kills are over.</summary>
    public int? Attempts { get; init; }

    /// <summary>The part of storage calls that fail, 0 to 1.</summary>
    public double FaultRate { get; init; }

    /// <summary>How often all of the storage is away for some seconds.</summary>
    public int Outages { get; init; }

    /// <summary>Where history and report go.</summary>
    public string? Output { get; init; }

    /// <param name="usual">What counts where the command line says nothing.</param>
    /// <exception cref="FormatException">The command line says something that is none of these.</exception>
    public static CrashOptions Parse(IReadOnlyList<string> arguments, CrashOptions usual)
    {
        var options = usual;
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{arguments[i]} needs a value");
            options = arguments[i] switch
            {
                "--seed" => options with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
                "--kills" => options with { Kills = int.Parse(value, CultureInfo.InvariantCulture) },
                "--minutes" => options with { Limit = TimeSpan.FromMinutes(double.Parse(value, CultureInfo.InvariantCulture)), Kills = int.MaxValue },
                "--attempts" => options with { Attempts = int.Parse(value, CultureInfo.InvariantCulture) },
                "--clients" => options with { Clients = int.Parse(value, CultureInfo.InvariantCulture) },
                "--faults" => options with { FaultRate = double.Parse(value, CultureInfo.InvariantCulture) },
                "--outages" => options with { Outages = int.Parse(value, CultureInfo.InvariantCulture) },
                "--output" => options with { Output = value },
                _ => throw new FormatException($"{arguments[i]} is none of --seed, --kills, --minutes, --clients, --attempts, --faults, --outages, --output"),
            };
        }

        return options;
    }
}
