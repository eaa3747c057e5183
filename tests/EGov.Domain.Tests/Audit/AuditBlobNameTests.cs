using EGov.Domain.Audit;

namespace EGov.Domain.Tests.Audit;

public sealed class AuditBlobNameTests
{
    private static readonly DateTimeOffset _hour = new(2026, 11, 25, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("begin/0.jsonl")]
    [InlineData("2026-11-25/10-3-00.jsonl")]
    [InlineData("2026-11-25/10-3-117.jsonl")]
    public void A_name_reads_as_it_is_written(string name) => Assert.Equal(name, AuditBlobName.TryParse(name)?.ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("begin/4.jsonl")]
    [InlineData("2026-11-25/24-0-00.jsonl")]
    [InlineData("2026-02-30/10-0-00.jsonl")]
    [InlineData("2026-11-25/10-4-00.jsonl")]
    [InlineData("2026-11-25/10.seal")]
    public void What_is_no_name_is_none(string? name) => Assert.Null(AuditBlobName.TryParse(name));

    [Fact]
    public void A_chain_goes_on_in_the_present_hour_or_in_another_part_of_its_own_and_never_back()
    {
        var name = AuditBlobName.First(1).Next(_hour);

        Assert.Equal("2026-11-25/10-1-00.jsonl", name.ToString());
        Assert.Equal("2026-11-25/11-1-00.jsonl", name.Next(_hour.AddHours(1)).ToString());
        Assert.Equal("2026-11-25/10-1-01.jsonl", name.Next(_hour).ToString());
        Assert.Equal("2026-11-25/10-1-01.jsonl", name.Next(_hour.AddHours(-2)).ToString());
        Assert.True(name.IsBefore(name.Next(_hour.AddHours(-2))));
    }

    [Fact]
    public void Seals_are_named_by_the_hour_before_which_they_attest() => Assert.Equal(
        ("2026-11-25/10.seal", _hour, null, null),
        (AuditSeal.NameOf(_hour), AuditSeal.UntilOf("2026-11-25/10.seal"), AuditSeal.UntilOf("2026-11-25/10-0-00.jsonl"), AuditSeal.UntilOf("2026-11-25/25.seal")));
}
