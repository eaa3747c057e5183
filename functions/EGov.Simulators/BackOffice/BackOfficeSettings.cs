using EGov.Simulators.Identity;

namespace EGov.Simulators.BackOffice;

/// <summary>How the departments' own systems behave; configuration section <c>BackOffice</c>.</summary>
public sealed class BackOfficeSettings(IConfiguration configuration, SimulatorSettings simulators)
{
    /// <summary>False leaves every submission to human officers, <c>BackOffice:Enabled</c>.</summary>
    public bool Enabled { get; } = configuration.GetValue("BackOffice:Enabled", true);

    /// <summary>
    /// Departments worked by this program, <c>BackOffice:Departments</c>, codes parted by commas. Those that are left out
    /// have human officers among the personas.
    /// </summary>
    public IReadOnlyList<Department> Departments { get; } =
        [.. (configuration["BackOffice:Departments"] ?? "ird,reo,rvd,lcsd")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(code => Department.ByCode(code) ?? throw new InvalidOperationException($"BackOffice:Departments names no known department: {code}"))];

    /// <summary>How long a submission lies on the desk before it is decided, <c>BackOffice:DecideAfter</c>: long enough to be seen.</summary>
    public TimeSpan DecideAfter { get; } = configuration.GetValue("BackOffice:DecideAfter", TimeSpan.FromSeconds(20));

    /// <summary>How often the desk is compared with the inbox, <c>BackOffice:SweepEvery</c>: finds answered questions and what a restart forgot.</summary>
    public TimeSpan SweepEvery { get; } = configuration.GetValue("BackOffice:SweepEvery", TimeSpan.FromSeconds(15));

    /// <summary>
    /// Whether the Immigration Department's system reports its other channels' appointments, <c>BackOffice:ReportsQuota</c>. Off unless said: whoever tests wants
    /// an empty calendar.
    /// </summary>
    public bool ReportsQuota { get; } = configuration.GetValue("BackOffice:ReportsQuota", false);

    /// <summary>First pause when nothing waits, <c>BackOffice:IdleMin</c>.</summary>
    public TimeSpan IdleMin { get; } = configuration.GetValue("BackOffice:IdleMin", TimeSpan.FromSeconds(1));

    /// <summary>Longest pause when nothing waits, <c>BackOffice:IdleMax</c>.</summary>
    public TimeSpan IdleMax { get; } = configuration.GetValue("BackOffice:IdleMax", TimeSpan.FromSeconds(5));

    /// <summary>First pause before a failed call is repeated, <c>BackOffice:RetryDelay</c>.</summary>
    public TimeSpan RetryDelay { get; } = configuration.GetValue("BackOffice:RetryDelay", TimeSpan.FromSeconds(1));

    /// <summary>Base address of the API, <c>BackOffice:ApiBase</c>.</summary>
    public Uri ApiBase { get; } = new((configuration["BackOffice:ApiBase"] ?? "http://127.0.0.1:7071/api").TrimEnd('/') + "/");

    /// <summary>Where a department's system signs in, <c>BackOffice:TokenEndpoint</c>; by default this program's own.</summary>
    public Uri TokenEndpoint { get; } = configuration["BackOffice:TokenEndpoint"] is { Length: > 0 } endpoint
        ? new Uri(endpoint)
        : new Uri(simulators.Issuer ?? new Uri("http://127.0.0.1/"), "connect/token");
}
