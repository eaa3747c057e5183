using EGov.Crash.Scenarios;

namespace EGov.Crash;

/// <summary>All crash scenarios.</summary>
public static class CrashScenarios
{
    public static IReadOnlyList<ICrashScenario> All { get; } = [new SubmissionsScenario()];
}
