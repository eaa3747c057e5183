using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Retention;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableRetentionCalendarTests(AzuriteServer azurite)
{
    /// <summary>Long before every other test's days: what is due up to a day is asked of the whole table.</summary>
    private static readonly DateOnly Day = new(1999, 2, 28);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_is_due_on_its_day_and_after_it_but_not_before_and_no_more_once_it_is_removed()
    {
        var calendar = new TableRetentionCalendar(await azurite.ConnectAsync());
        RetentionDue[] entries =
        [
            new(Day, Samples.Reference()),
            new(Day, Samples.Reference(), new AppointmentAddress("hkic", Samples.Name("person"))),
        ];
        foreach (var due in entries.Concat(entries))
        {
            await calendar.PutAsync([due], Cancellation);
        }

        Assert.Empty((await DueAsync(calendar, Day.AddDays(-1))).Intersect(entries));
        Assert.Equal(entries.ToHashSet(), (await DueAsync(calendar, Day)).Intersect(entries).ToHashSet());
        Assert.Equal(entries.ToHashSet(), (await DueAsync(calendar, Day.AddDays(1))).Intersect(entries).ToHashSet());

        await calendar.RemoveAsync(entries[0], Cancellation);
        await calendar.RemoveAsync(entries[0], Cancellation);

        Assert.Equal([entries[1]], (await DueAsync(calendar, Day)).Intersect(entries));
        await calendar.RemoveAsync(entries[1], Cancellation);
    }

    [Fact]
    public async Task Entries_of_one_part_are_written_together_also_where_some_are_there_already()
    {
        var calendar = new TableRetentionCalendar(await azurite.ConnectAsync());
        var entries = Enumerable.Range(0, 100)
            .Select(_ => new RetentionDue(Day.AddYears(-2), Samples.Reference(), new AppointmentAddress("hkic", "person")))
            .GroupBy(calendar.Part)
            .MaxBy(part => part.Count())!
            .ToList();
        await calendar.PutAsync([entries[1]], Cancellation);

        await calendar.PutAsync([.. entries, entries[0]], Cancellation);

        Assert.InRange(entries.Count, 2, 99);
        Assert.Equal(entries.ToHashSet(), (await DueAsync(calendar, Day)).Intersect(entries).ToHashSet());
        await Task.WhenAll(entries.Select(due => calendar.RemoveAsync(due, Cancellation)));
    }

    [Fact]
    public async Task The_longest_due_comes_first()
    {
        var calendar = new TableRetentionCalendar(await azurite.ConnectAsync());
        var entries = Enumerable.Range(-5, 5).Select(days => new RetentionDue(Day.AddYears(-1).AddDays(days), Samples.Reference())).Reverse().ToList();
        await Task.WhenAll(entries.Select(due => calendar.PutAsync([due], Cancellation)));

        Assert.Equal(entries.OrderBy(due => due.Day), (await DueAsync(calendar, Day)).Where(entries.Contains));
        await Task.WhenAll(entries.Select(due => calendar.RemoveAsync(due, Cancellation)));
    }

    private static async Task<List<RetentionDue>> DueAsync(TableRetentionCalendar calendar, DateOnly day) =>
        await calendar.DueAsync(day, Cancellation).ToListAsync(Cancellation);
}
