using EGov.Simulators.BackOffice;

namespace EGov.Simulators.Tests.BackOffice;

public sealed class PauseTests
{
    [Fact]
    public void The_pause_doubles_up_to_the_longest_and_starts_again_after_work()
    {
        var pause = new Pause(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

        var idle = Enumerable.Range(0, 5).Select(_ => pause.Next().TotalSeconds).ToList();
        pause.Reset();

        Assert.Equal([1, 2, 4, 5, 5], idle);
        Assert.Equal(1, pause.Next().TotalSeconds);
    }
}
