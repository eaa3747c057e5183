using EGov.LocalRuntime.Faults;

namespace EGov.LocalRuntime.Tests.Faults;

public sealed class FaultPlanTests
{
    [Fact]
    public void The_same_seed_fails_the_same_calls_in_the_same_way()
    {
        Assert.Equal(Faults(new FaultPlan(17, 0.3)), Faults(new FaultPlan(17, 0.3)));
        Assert.NotEqual(Faults(new FaultPlan(17, 0.3)), Faults(new FaultPlan(18, 0.3)));
    }

    [Fact]
    public void About_as_many_calls_fail_as_the_rate_says() =>
        Assert.InRange(Faults(new FaultPlan(1, 0.05)).Count(fault => fault.Item1 is not StorageFault.None), 350, 650);

    [Fact]
    public void Every_fault_that_fits_a_call_happens_to_it_sooner_or_later()
    {
        var plan = new FaultPlan(1, 1);
        var numbers = Enumerable.Range(0, 1000).ToList();

        Assert.Equal(
            [StorageFault.InternalError, StorageFault.Busy, StorageFault.TimedOut, StorageFault.AnswerLost, StorageFault.ThereAlready],
            numbers.Select(i => plan.At(i, insert: true, conditional: false).Fault).Distinct().Order());
        Assert.Equal(
            [
                StorageFault.InternalError, StorageFault.Busy, StorageFault.TimedOut, StorageFault.AnswerLost, StorageFault.ChangedMeanwhile,
                StorageFault.ChangedByItself,
            ],
            numbers.Select(i => plan.At(i, insert: false, conditional: true).Fault).Distinct().Order());
        Assert.Equal(
            [StorageFault.InternalError, StorageFault.Busy, StorageFault.TimedOut, StorageFault.AnswerLost],
            numbers.Select(i => plan.At(i, insert: false, conditional: false).Fault).Distinct().Order());
    }

    [Theory]
    [InlineData("17")]
    [InlineData("17;2")]
    [InlineData("often;0.1")]
    public void A_setting_that_is_no_seed_and_rate_is_refused(string setting) =>
        Assert.Throws<FormatException>(() => FaultPlan.Parse(setting));

    private static List<(StorageFault, bool)> Faults(FaultPlan plan) =>
        [.. Enumerable.Range(0, 10_000).Select(i => plan.At(i, insert: true, conditional: false))];
}
