using System.Text;
using EGov.Domain.Audit;

namespace EGov.Domain.Tests.Audit;

public sealed class AuditLineTests
{
    private static readonly AuditKey _key = new(Encoding.UTF8.GetBytes("0123456789abcdef0123456789abcdef"));

    [Fact]
    public void A_line_reads_as_it_was_written_and_the_next_one_follows_it()
    {
        var (text, tail) = AuditLine.Write(AuditTail.Of(1), _key, """{"id":"1"}"""u8);
        var line = AuditLine.Read(text.AsMemory()[..^1])!;

        Assert.Equal((0L, "chain-1", _key.Id, null), (line.Sequence, line.Previous, line.Key, line.Next));
        Assert.Equal("1", line.Entry!.Value.GetProperty("id").GetString());
        Assert.Equal(tail, line.Tail);
        Assert.Equal((1L, line.Mac), (tail.Sequence, tail.Mac));
        Assert.Equal(line.Mac, _key.Mac(AuditLine.Head(text.AsMemory()[..^1]).Span));
    }

    [Fact]
    public void A_line_that_ends_a_blob_names_the_next_one()
    {
        var next = AuditBlobName.First(3).Next(new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.Zero));

        var (text, _) = AuditLine.WriteEnd(AuditTail.Of(3), _key, next);

        Assert.Equal(("2026-11-25/10-3-00.jsonl", null), (AuditLine.Read(text.AsMemory()[..^1])!.Next, AuditLine.Read(text.AsMemory()[..^1])!.Entry));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"seq":1,"prev":"a","key":"b","entry":{}}""")]
    [InlineData("""{"seq":1,"prev":"a","key":"b","mac":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""")]
    [InlineData("""{"seq":"1","prev":"a","key":"b","entry":{},"mac":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""")]
    [InlineData("""{"seq":1,"seq":2,"prev":"a","key":"b","entry":{},"mac":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""")]
    [InlineData("""{"seq":1,"prev":"a","key":"b","entry":{},"end":"x","mac":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""")]
    [InlineData("""{"seq":1,"prev":"a","key":"b","entry":{},"mac":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""")]
    public void What_is_no_line_is_none(string text) => Assert.Null(AuditLine.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void The_id_of_a_key_is_its_own() => Assert.NotEqual(_key.Id, new AuditKey(Encoding.UTF8.GetBytes("0123456789abcdef0123456789abcdeg")).Id);
}
