using EGov.Functions.Features.Appointments;
using EGov.Functions.Hosting.Limits;
using EGov.Functions.Tests.Hosting.Settings;

namespace EGov.Functions.Tests.Features.Appointments;

/// <summary>For tests of what has nothing to do with a rush: nobody waits, and nobody calls too often.</summary>
internal static class QuietTimes
{
    public static Turns Turns { get; } = new(new QueueTickets(new TestSecrets()), Substitute.For<IWaitingRooms>());

    public static CallLimits Limits { get; } = new(TestSettings.Limits(
        Enum.GetNames<CallLimit>().Select(name => new KeyValuePair<string, string?>($"Limits:{name}:PerPerson", "1000000"))));
}
