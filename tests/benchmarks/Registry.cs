using EGov.Benchmarks.Scenarios;

namespace EGov.Benchmarks;

/// <summary>All scenarios, in the order in which they run.</summary>
public static class Registry
{
    public static IReadOnlyList<IScenario> All { get; } =
    [
        new CallsScenario(),
        new SubmissionsScenario(),
        new DeliveryScenario(),
        new BusScenario(),
        new BookingsScenario(),
        new AvailabilityScenario(),
        new BookingCallsScenario(),
        new BookingScaleScenario(),
        new ReofferScenario(),
        new StartupScenario(),
    ];
}
