using EGov.Domain.Submissions;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Accounts;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableTimelineStoreTests(AzuriteServer azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Orders => [.. Permutations("012"), "00", "1001221", "2222"];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task In_whatever_order_and_however_often_events_come_each_is_noted_once_and_the_line_shows_the_latest(string order)
    {
        var (timeline, person) = await NewAsync();
        var reference = Samples.Reference();

        foreach (var sequence in order.Select(digit => digit - '0'))
        {
            await RecordAsync(timeline, person, reference, sequence);
        }

        // A case's line is the notice of its arrival: there is no case that has not arrived.
        Assert.Equal(
            [.. order.Where(digit => digit > '0').Distinct().OrderDescending().Select(digit => $"event-{digit}"), $"{reference.Value}-0"],
            (await timeline.NoticesAsync(person, null, Cancellation)).Items.Select(notice => notice.NoticeId));
        Assert.Equal(
            (CaseStatus)(order.Max() - '0'),
            Assert.Single((await timeline.CasesAsync(person, null, Cancellation)).Items).Status);
    }

    [Fact]
    public async Task Events_of_one_case_that_come_at_the_same_time_leave_one_line_with_the_latest()
    {
        var (timeline, person) = await NewAsync();
        var reference = Samples.Reference();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => RecordAsync(timeline, person, reference, i % 5)));

        Assert.Equal(CaseStatus.Decided, Assert.Single((await timeline.CasesAsync(person, null, Cancellation)).Items).Status);
        Assert.Equal(5, (await timeline.NoticesAsync(person, null, Cancellation)).Items.Count);
    }

    [Fact]
    public async Task A_notice_without_a_case_stands_alone()
    {
        var (timeline, person) = await NewAsync();
        var notice = new Notice("draft-1", Samples.Noon, "draft-expiring", null, "form", null, "form.abcdefghijklmnop");

        await timeline.RecordAsync(person, notice, Cancellation);
        await timeline.RecordAsync(person, notice, Cancellation);

        Assert.Equal(notice, Assert.Single((await timeline.NoticesAsync(person, null, Cancellation)).Items));
        Assert.Empty((await timeline.CasesAsync(person, null, Cancellation)).Items);
    }

    [Fact]
    public async Task More_than_a_page_of_cases_comes_in_pages_the_newest_first_and_none_twice()
    {
        var (timeline, person) = await NewAsync();
        var references = Enumerable.Range(0, 60).Select(_ => Samples.Reference()).ToList();
        await Task.WhenAll(references.Select((reference, i) =>
            timeline.RecordAsync(person, NoticeOf(reference, 0) with { NoticeId = $"event-{i}" }, Line(reference, 0) with { SubmittedAt = Samples.Noon.AddMinutes(i) }, 0, Cancellation)));

        var first = await timeline.CasesAsync(person, null, Cancellation);
        var second = await timeline.CasesAsync(person, first.Continuation, Cancellation);

        Assert.NotNull(first.Continuation);
        Assert.Null(second.Continuation);
        Assert.Equal(Enumerable.Reverse(references), first.Items.Concat(second.Items).Select(line => line.Reference));
    }

    [Theory]
    [InlineData("case|zzz")]
    [InlineData("notice|")]
    [InlineData("' or PartitionKey ne '")]
    [InlineData("~")]
    public async Task A_forged_continuation_shows_nothing_that_is_not_the_persons_own(string continuation)
    {
        var (timeline, person) = await NewAsync();
        var (_, other) = await NewAsync();
        await RecordAsync(timeline, person, Samples.Reference(), 0);
        await RecordAsync(timeline, other, Samples.Reference(), 0);

        Assert.InRange((await timeline.CasesAsync(person, continuation, Cancellation)).Items.Count, 0, 1);
    }

    private async Task<(TableTimelineStore Timeline, string Person)> NewAsync() =>
        (new TableTimelineStore(await azurite.ConnectAsync()), Samples.Name("person"));

    private static Task RecordAsync(TableTimelineStore timeline, string person, Reference reference, int sequence) =>
        timeline.RecordAsync(person, NoticeOf(reference, sequence), Line(reference, sequence), sequence, Cancellation);

    private static Notice NoticeOf(Reference reference, int sequence) =>
        new($"event-{sequence}", Samples.Noon.AddMinutes(sequence), "something", reference.ToString(), "form", 1, null);

    private static CaseLine Line(Reference reference, int sequence) =>
        new(reference, "form", 1, "ird", (CaseStatus)sequence, Samples.Noon, Samples.Noon.AddMinutes(sequence));

    private static IEnumerable<string> Permutations(string text) => text.Length < 2
        ? [text]
        : text.SelectMany((first, i) => Permutations(text.Remove(i, 1)).Select(rest => first + rest));
}
