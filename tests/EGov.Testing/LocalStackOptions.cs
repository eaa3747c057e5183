namespace EGov.Testing;

/// <summary>What differs from the stack that a developer runs.</summary>
public sealed record LocalStackOptions
{
    /// <summary>Whether the departments' own systems take submissions in and decide them. Off, an inbox keeps what it got.</summary>
    public bool BackOffice { get; init; }

    /// <summary>How long a submission lies before a department's system decides it.</summary>
    public TimeSpan DecideAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Settings of the function app, on top of those that join it to the stack; <c>__</c> or <c>:</c> between the parts.</summary>
    public IReadOnlyDictionary<string, string?> HostSettings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether the storage emulator keeps everything in memory: for more data than it can write to disk as often as it wants to.</summary>
    public bool StorageInMemory { get; init; }

    /// <summary>Settings of the simulators, such as <c>Portal:Root</c>.</summary>
    public IReadOnlyDictionary<string, string> SimulatorSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>The portal's origin: what the API allows to call it from a browser and where sign-in returns to. By default a port that nobody serves.</summary>
    public string? PortalOrigin { get; init; }

    /// <summary>Where <c>host.log</c> is written; beside the data by default, and then it goes with them.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Keeps the folder with the data and the logs when the stack is disposed.</summary>
    public bool KeepFolder { get; init; }
}
