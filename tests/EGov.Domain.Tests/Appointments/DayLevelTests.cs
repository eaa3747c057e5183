using EGov.Domain.Appointments;

namespace EGov.Domain.Tests.Appointments;

public sealed class DayLevelTests
{
    [Theory]
    [InlineData(0, 100, DayLevel.None)]
    [InlineData(0, 0, DayLevel.None)]
    [InlineData(1, 100, DayLevel.Few)]
    [InlineData(20, 100, DayLevel.Few)]
    [InlineData(21, 100, DayLevel.Many)]
    [InlineData(100, 100, DayLevel.Many)]
    [InlineData(1, 4, DayLevel.Many)]
    [InlineData(1, 5, DayLevel.Few)]
    public void One_seat_in_five_is_a_few(int free, int released, DayLevel level) => Assert.Equal(level, DayLevels.Of(free, released));
}
