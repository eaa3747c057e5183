using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Forms;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableDraftCalendarTests(AzuriteServer azurite)
{
    /// <summary>Long before every other test's days: what is due up to a day is asked of the whole table.</summary>
    private static readonly DateOnly Day = new(1999, 2, 28);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_draft_is_due_on_its_day_and_after_it_but_not_before_and_no_more_once_it_is_removed()
    {
        var calendar = new TableDraftCalendar(await azurite.ConnectAsync());
        var due = new DraftDue(Day, Samples.Name("person"), Samples.Name("draft"), Ending: true);
        await calendar.PutAsync(due, Cancellation);
        await calendar.PutAsync(due, Cancellation);

        Assert.DoesNotContain(due, await DueAsync(calendar, Day.AddDays(-1)));
        Assert.Equal(due, Assert.Single(await DueAsync(calendar, Day), found => found.DraftId == due.DraftId));
        Assert.Contains(due, await DueAsync(calendar, Day.AddDays(1)));

        await calendar.RemoveAsync(due, Cancellation);
        await calendar.RemoveAsync(due, Cancellation);

        Assert.DoesNotContain(due, await DueAsync(calendar, Day.AddDays(1)));
    }

    private static async Task<List<DraftDue>> DueAsync(TableDraftCalendar calendar, DateOnly day)
    {
        var all = new List<DraftDue>();
        await foreach (var due in calendar.DueAsync(day, Cancellation))
        {
            all.Add(due);
        }

        return all;
    }
}
