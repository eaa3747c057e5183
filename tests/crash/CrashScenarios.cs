using EGov.Crash.Scenarios;
using EGov.Crash.Scenarios.Appointments;

namespace EGov.Crash;

/// <summary>All crash scenarios.</summary>
public static class CrashScenarios
{
    public static IReadOnlyList<ICrashScenario> All { get; } = [new SubmissionsScenario(), new AppointmentsScenario()];
}
