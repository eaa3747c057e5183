using EGov.Domain.Appointments;

namespace EGov.Domain.Tests.Appointments;

public sealed class RushQueueTests
{
    [Fact]
    public void The_draw_is_made_once_among_those_who_are_there_and_those_who_come_later_are_not_in_it()
    {
        var before = RushQueue.Nobody.With(3).With(4);
        var drawn = before.Drawn();
        var later = drawn.With(5);

        Assert.Null(before.Draw);
        Assert.Equal(7, drawn.Draw?.Among);
        Assert.Same(drawn, drawn.Drawn());
        Assert.Equal((12, 7), (later.Given, later.Drawn().Draw?.Among));
    }
}
