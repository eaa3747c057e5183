using EGov.Domain.Submissions;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Accounts;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableTimelineStoreTests(AzuriteServer azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Orders => [.. Permutations("012"), "00", "1001221", "20220"];

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

        Assert.Equal(
            order.Distinct().OrderDescending().Select(digit => $"{reference.Value}-{digit}"),
            (await timeline.NoticesAsync(person, null, Cancellation)).Items.Select(notice => notice.NoticeId));
        Assert.Equal(
            (CaseStatus)(order.Max() - '0'),
            Assert.Single((await timeline.CasesAsync(person, null, Cancellation)).Items).Status);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Recorded_together_they_leave_the_same_as_one_by_one(string order)
    {
        var (timeline, person) = await NewAsync();
        var (reference, other) = (Samples.Reference(), Samples.Reference());

        await timeline.RecordAsync(
            person,
            [.. order.Select(digit => Happened(reference, digit - '0')), Happened(other, 0), .. order.Select(digit => Happened(reference, digit - '0'))],
            Cancellation);

        Assert.Equal(
            order.Distinct().Select(digit => $"{reference.Value}-{digit}").Append($"{other.Value}-0").Order(StringComparer.Ordinal),
            (await timeline.NoticesAsync(person, null, Cancellation)).Items.Select(notice => notice.NoticeId).Order(StringComparer.Ordinal));
        Assert.Equal(
            (CaseStatus)(order.Max() - '0'),
            (await timeline.CasesAsync(person, null, Cancellation)).Items.Single(line => line.Reference == reference).Status);
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

        await timeline.RecordAsync(person, [new Happening(notice)], Cancellation);
        await timeline.RecordAsync(person, [new Happening(notice)], Cancellation);

        Assert.Equal(notice, Assert.Single((await timeline.NoticesAsync(person, null, Cancellation)).Items));
        Assert.Empty((await timeline.CasesAsync(person, null, Cancellation)).Items);
    }

    [Fact]
    public async Task More_than_a_page_of_cases_comes_in_pages_the_newest_first_and_none_twice()
    {
        var (timeline, person) = await NewAsync();
        var references = Enumerable.Range(0, 60).Select(_ => Samples.Reference()).ToList();
        await Task.WhenAll(references.Select((reference, i) =>
            timeline.RecordAsync(person, [Happened(reference, 0, Samples.Noon.AddMinutes(i))], Cancellation)));

        var first = await timeline.CasesAsync(person, null, Cancellation);
        var second = await timeline.CasesAsync(person, first.Continuation, Cancellation);

        Assert.NotNull(first.Continuation);
        Assert.Null(second.Continuation);
        Assert.Equal(Enumerable.Reverse(references), first.Items.Concat(second.Items).Select(line => line.Reference));
    }

    [Fact]
    public async Task More_than_a_page_of_notices_comes_in_pages_the_latest_first_and_none_twice()
    {
        var (timeline, person) = await NewAsync();
        var cases = Enumerable.Range(0, 40).Select(i => (Reference: Samples.Reference(), At: Samples.Noon.AddMinutes(i))).ToList();
        await Task.WhenAll(cases.Select(async one =>
        {
            for (var step = 0; step < 3; step++)
            {
                var happened = Happened(one.Reference, step, one.At);
                await timeline.RecordAsync(person, [happened with { Notice = happened.Notice with { At = one.At.AddSeconds(step) } }], Cancellation);
            }
        }));

        var told = new List<string>();
        string? continuation = null;
        do
        {
            var page = await timeline.NoticesAsync(person, continuation, Cancellation);
            told.AddRange(page.Items.Select(notice => notice.NoticeId));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        Assert.Equal(
            Enumerable.Reverse(cases).SelectMany(one => (int[])[2, 1, 0], (one, step) => $"{one.Reference.Value}-{step}"),
            told);
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
        timeline.RecordAsync(person, [Happened(reference, sequence)], Cancellation);

    private static Happening Happened(Reference reference, int sequence, DateTimeOffset? submittedAt = null) => new(
        new Notice($"{reference.Value}-{sequence}", Samples.Noon.AddMinutes(sequence), sequence == 0 ? "submission-received" : "something", reference.ToString(), "form", 1, null),
        new CaseLine(reference, "form", 1, "ird", (CaseStatus)sequence, submittedAt ?? Samples.Noon, Samples.Noon.AddMinutes(sequence)),
        sequence);

    private static IEnumerable<string> Permutations(string text) => text.Length < 2
        ? [text]
        : text.SelectMany((first, i) => Permutations(text.Remove(i, 1)).Select(rest => first + rest));
}
