using EGov.Domain.Submissions;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Departments;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableInboxStoreTests(AzuriteServer azurite)
{
    private static readonly DateTimeOffset Now = Samples.Noon;

    private readonly FakeTimeProvider _time = new(Now);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_submission_delivered_twice_waits_once()
    {
        var (inbox, department) = await NewAsync();
        var item = Item(department);

        await inbox.AddAsync(department, [Again(item)], Cancellation);
        await inbox.AddAsync(department, [Again(item)], Cancellation);

        Assert.Equal(item, Assert.Single(await ShelfAsync(inbox, department, Shelf.New)));
    }

    [Fact]
    public async Task A_delivery_repeated_after_the_case_moved_on_does_not_bring_it_back()
    {
        var (inbox, department) = await NewAsync();
        var item = Item(department);
        await inbox.AddAsync(department, [Again(item)], Cancellation);
        await inbox.MoveAsync(item with { Status = CaseStatus.Acknowledged }, 1, Cancellation);

        await inbox.AddAsync(department, [Again(item)], Cancellation);

        Assert.Empty(await ShelfAsync(inbox, department, Shelf.New));
        Assert.Single(await ShelfAsync(inbox, department, Shelf.Open));
    }

    [Fact]
    public async Task Together_or_one_by_one_a_hundred_and_more_are_put_in_once_though_some_were_there_and_some_come_twice()
    {
        var (inbox, department) = await NewAsync();
        var items = Enumerable.Range(0, 130).Select(i => Item(department, minutes: i)).ToList();
        await inbox.AddAsync(department, [.. items.Take(7).Select(Alone)], Cancellation);

        await inbox.AddAsync(department, [.. items.Concat(items.Take(20)).Select(Alone)], Cancellation);

        var first = await inbox.ListAsync(department, Shelf.New, formId: null, continuation: null, take: 100, Cancellation);
        var second = await inbox.ListAsync(department, Shelf.New, formId: null, first.Continuation, take: 100, Cancellation);
        Assert.Equal(items, first.Items.Concat(second.Items));
    }

    [Fact]
    public async Task Only_a_delivery_that_may_be_a_repetition_looks_whether_the_item_has_moved_on()
    {
        var (inbox, department) = await NewAsync();
        var (repeated, alone, overtaken) = (Item(department, 1), Item(department, 2), Item(department, 3));
        foreach (var item in (InboxItem[])[repeated, alone, overtaken])
        {
            await inbox.AddAsync(department, [Alone(item)], Cancellation);
            await inbox.MoveAsync(item with { Status = CaseStatus.Acknowledged }, 1, Cancellation);
        }

        // It was alone when it began; now somebody else may have delivered it, and its row may have come after that.
        await inbox.AddAsync(department, [Again(repeated), Alone(alone), new Arrival(overtaken, _time.GetUtcNow())], Cancellation);

        Assert.Equal([alone], await ShelfAsync(inbox, department, Shelf.New));
    }

    [Fact]
    public async Task A_row_that_a_delivery_left_behind_is_not_leased_and_goes()
    {
        var (inbox, department) = await NewAsync();
        var item = Item(department);
        await inbox.AddAsync(department, [Alone(item)], Cancellation);
        await inbox.MoveAsync(item with { Status = CaseStatus.Acknowledged }, 1, Cancellation);
        await inbox.AddAsync(department, [Alone(item)], Cancellation);

        Assert.Null(await inbox.LeaseAsync(department, "lease", Now, Now.AddMinutes(5), Cancellation));

        Assert.Empty(await ShelfAsync(inbox, department, Shelf.New));
    }

    [Fact]
    public async Task A_delivery_repeated_while_it_is_leased_does_not_hand_it_out_a_second_time()
    {
        var (inbox, department) = await NewAsync();
        var item = Item(department);
        await inbox.AddAsync(department, [Again(item)], Cancellation);
        await inbox.LeaseAsync(department, "lease", Now, Now.AddMinutes(5), Cancellation);

        await inbox.AddAsync(department, [Again(item)], Cancellation);

        Assert.Null(await inbox.LeaseAsync(department, "other", Now, Now.AddMinutes(5), Cancellation));
        Assert.Empty(await ShelfAsync(inbox, department, Shelf.New));
    }

    [Fact]
    public async Task Thirty_that_lease_at_once_from_ten_are_each_handed_another_one()
    {
        var (inbox, department) = await NewAsync();
        var items = Enumerable.Range(0, 10).Select(i => Item(department, minutes: i)).ToList();
        await Task.WhenAll(items.Select(item => inbox.AddAsync(department, [Again(item)], Cancellation)));
        var other = new TableInboxStore(await azurite.ConnectAsync(), _time);

        var leases = (await Task.WhenAll(Enumerable.Range(0, 30).Select(i =>
                (i % 2 == 0 ? inbox : other).LeaseAsync(department, $"lease-{i}", Now, Now.AddMinutes(5), Cancellation))))
            .OfType<InboxItem>()
            .ToList();
        // A caller may lose six races in a row and be sent away while something waits; it asks again.
        while (await inbox.LeaseAsync(department, "later", Now, Now.AddMinutes(5), Cancellation) is { } late)
        {
            leases.Add(late);
        }

        Assert.Equal(
            items.Select(item => item.Reference.Value).Order(StringComparer.Ordinal),
            leases.Select(lease => lease.Reference.Value).Order(StringComparer.Ordinal));
        Assert.Empty(await ShelfAsync(inbox, department, Shelf.New));
        Assert.Equal(10, (await ShelfAsync(inbox, department, Shelf.Leased)).Count);
    }

    [Fact]
    public async Task An_empty_inbox_leases_nothing()
    {
        var (inbox, department) = await NewAsync();

        Assert.Null(await inbox.LeaseAsync(department, "lease", Now, Now.AddMinutes(5), Cancellation));
    }

    [Fact]
    public async Task A_lapsed_lease_is_handed_out_again_and_a_running_one_is_not()
    {
        var (inbox, department) = await NewAsync();
        await inbox.AddAsync(department, [Again(Item(department))], Cancellation);
        var first = await inbox.LeaseAsync(department, "first", Now, Now.AddMinutes(5), Cancellation);

        var tooEarly = await inbox.LeaseAsync(department, "second", Now.AddMinutes(4), Now.AddMinutes(9), Cancellation);
        var inTime = await inbox.LeaseAsync(department, "third", Now.AddMinutes(6), Now.AddMinutes(11), Cancellation);

        Assert.Null(tooEarly);
        Assert.Equal(first!.Reference, inTime!.Reference);
        Assert.Equal(Now.AddMinutes(11), Assert.Single(await ShelfAsync(inbox, department, Shelf.Leased)).LeasedUntil);
    }

    [Fact]
    public async Task An_acknowledged_submission_is_not_handed_out_when_its_lease_lapses()
    {
        var (inbox, department) = await NewAsync();
        var item = Item(department);
        await inbox.AddAsync(department, [Again(item)], Cancellation);
        await inbox.LeaseAsync(department, "lease", Now, Now.AddMinutes(5), Cancellation);
        await inbox.MoveAsync(item with { Status = CaseStatus.Acknowledged }, 1, Cancellation);

        Assert.Null(await inbox.LeaseAsync(department, "later", Now.AddHours(1), Now.AddHours(2), Cancellation));
        Assert.Empty(await ShelfAsync(inbox, department, Shelf.Leased));
        Assert.Null(Assert.Single(await ShelfAsync(inbox, department, Shelf.Open)).LeasedUntil);
    }

    [Fact]
    public async Task Steps_that_arrive_out_of_order_leave_the_latest()
    {
        var (inbox, department) = await NewAsync();
        var item = Item(department);
        await inbox.AddAsync(department, [Again(item)], Cancellation);

        Assert.True(await inbox.MoveAsync(item with { Status = CaseStatus.Decided }, 4, Cancellation));
        Assert.True(await inbox.MoveAsync(item with { Status = CaseStatus.Acknowledged }, 1, Cancellation));
        Assert.True(await inbox.MoveAsync(item with { Status = CaseStatus.Decided }, 4, Cancellation));

        Assert.Empty(await ShelfAsync(inbox, department, Shelf.Open));
        Assert.Equal(CaseStatus.Decided, Assert.Single(await ShelfAsync(inbox, department, Shelf.Decided)).Status);
    }

    [Fact]
    public async Task A_step_before_the_delivery_is_to_be_tried_again()
    {
        var (inbox, department) = await NewAsync();

        Assert.False(await inbox.MoveAsync(Item(department) with { Status = CaseStatus.Acknowledged }, 1, Cancellation));
    }

    [Fact]
    public async Task Steps_at_the_same_time_leave_one_row_on_one_shelf()
    {
        var (inbox, department) = await NewAsync();
        var item = Item(department);
        await inbox.AddAsync(department, [Again(item)], Cancellation);
        CaseStatus[] steps = [CaseStatus.Acknowledged, CaseStatus.QuestionAsked, CaseStatus.QuestionAnswered, CaseStatus.Decided];

        await Task.WhenAll(steps.Select((status, i) => inbox.MoveAsync(item with { Status = status }, i + 1, Cancellation)));

        Assert.Equal(CaseStatus.Decided, Assert.Single(await ShelfAsync(inbox, department, Shelf.Decided)).Status);
        Assert.Empty(await ShelfAsync(inbox, department, Shelf.Open));
        Assert.Empty(await ShelfAsync(inbox, department, Shelf.New));
    }

    [Fact]
    public async Task What_waits_comes_page_by_page_the_oldest_first_and_of_one_form()
    {
        var (inbox, department) = await NewAsync();
        var items = Enumerable.Range(0, 7).Select(i => Item(department, minutes: i, formId: i == 3 ? "other-form" : "form")).ToList();
        await Task.WhenAll(items.Select(item => inbox.AddAsync(department, [Again(item)], Cancellation)));

        var listed = new List<Reference>();
        string? continuation = null;
        do
        {
            var page = await inbox.ListAsync(department, Shelf.New, "form", continuation, take: 2, Cancellation);
            Assert.InRange(page.Items.Count, 0, 2);
            listed.AddRange(page.Items.Select(item => item.Reference));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        Assert.Equal(items.Where(item => item.FormId == "form").Select(item => item.Reference), listed);
    }

    private async Task<(TableInboxStore Inbox, string Department)> NewAsync() =>
        (new TableInboxStore(await azurite.ConnectAsync(), _time), Samples.Name("department"));

    private static async Task<IReadOnlyList<InboxItem>> ShelfAsync(TableInboxStore inbox, string department, Shelf shelf) =>
        (await inbox.ListAsync(department, shelf, formId: null, continuation: null, take: 100, Cancellation)).Items;

    private Arrival Alone(InboxItem item) => new(item, _time.GetUtcNow().AddMinutes(1));

    private static Arrival Again(InboxItem item) => new(item, DateTimeOffset.MinValue);

    private static InboxItem Item(string department, int minutes = 0, string formId = "form") =>
        new(department, Samples.Reference(), formId, 1, CaseStatus.Received, Now.AddDays(-1).AddMinutes(minutes));
}
