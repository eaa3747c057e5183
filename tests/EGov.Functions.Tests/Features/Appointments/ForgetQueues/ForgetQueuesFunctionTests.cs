using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Appointments.ForgetQueues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Appointments.ForgetQueues;

public sealed class ForgetQueuesFunctionTests
{
    [Fact]
    public async Task Every_services_releases_of_more_than_a_day_ago_are_forgotten()
    {
        var now = new DateTimeOffset(2026, 12, 2, 19, 45, 0, TimeSpan.Zero);
        var (library, rooms) = (new TestRules(), Substitute.For<IWaitingRooms>());

        await new ForgetQueuesFunction(library, rooms, new FakeTimeProvider(now)).RunAsync(new TimerInfo(), TestContext.Current.CancellationToken);

        foreach (var service in library.Current.Services)
        {
            await rooms.Received(1).ForgetAsync(service.Id, now.AddDays(-1), Arg.Any<CancellationToken>());
        }
    }
}
