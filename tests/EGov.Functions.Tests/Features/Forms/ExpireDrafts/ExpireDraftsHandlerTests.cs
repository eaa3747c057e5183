using EGov.Functions.Events;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Forms.ExpireDrafts;
using EGov.Functions.Tests.Features.Audit;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Forms.ExpireDrafts;

public sealed class ExpireDraftsHandlerTests
{
    private const string Person = "person-a";
    private const string DraftId = "test-form.abcdefgh12345678";

    private static readonly DateTimeOffset _begun = new(2026, 11, 1, 9, 30, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(_begun);
    private readonly InMemory _world = new();
    private readonly RecordedEntries _trail = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ExpireDraftsHandlerTests() => Begin();

    [Fact]
    public async Task Before_its_day_a_draft_is_left_alone()
    {
        _time.AdjustTime(_begun.AddDays(26));

        await RunAsync();

        Assert.Single(_world.Drafts);
        Assert.Empty(_world.Told);
        Assert.Equal(Notice(_begun), Assert.Single(_world.Calendar));
    }

    [Fact]
    public async Task Three_days_before_the_end_the_person_is_told_and_the_end_is_noted()
    {
        _time.AdjustTime(_begun.AddDays(27).AddHours(1));

        await RunAsync();

        Assert.Equal(new DraftExpiring(Person, DraftId, "test-form", _begun.AddDays(30)), Assert.Single(_world.Told));
        Assert.Equal(Topics.DraftExpiring, Assert.Single(_world.Published).Topic);
        Assert.Equal((AuditAction.Read, DraftId, AuditPurpose.DeleteInTime), (_trail.Last.Action, _trail.Last.Subject, _trail.Last.Purpose));
        Assert.Single(_world.Drafts);
        Assert.Equal(new DraftDue(new DateOnly(2026, 12, 2), Person, DraftId, Ending: true), Assert.Single(_world.Calendar));
    }

    [Fact]
    public async Task At_the_end_the_draft_goes_with_its_files()
    {
        _world.Attachments["aaaaaaaaaaaaaaaaaaaa"] = Samples.Clean("aaaaaaaaaaaaaaaaaaaa", DraftId, Person, "vaulted");
        _world.Vault["vaulted"] = [1];
        _world.Quarantined.Add("aaaaaaaaaaaaaaaaaaaa", ([], "1"));

        await DailyAsync(days: 32);

        Assert.Empty(_world.Drafts);
        Assert.Empty(_world.Attachments);
        Assert.Empty(_world.Vault);
        Assert.Empty(_world.Quarantined);
        Assert.Equal(
            (AuditEntry.Platform, AuditActorKind.System, AuditAction.Change, DraftId, AuditPurpose.DeleteInTime),
            (_trail.Last.Actor, _trail.Last.ActorKind, _trail.Last.Action, _trail.Last.Subject, _trail.Last.Purpose));
        Assert.Empty(_world.Calendar);
        Assert.Single(_world.Told);
    }

    [Fact]
    public async Task A_draft_is_never_deleted_before_its_end()
    {
        for (var day = 1; day <= 29; day++)
        {
            _time.AdjustTime(_begun.AddDays(day));
            await RunAsync();
            Assert.Single(_world.Drafts);
        }
    }

    [Fact]
    public async Task A_draft_saved_again_moves_to_its_new_day_and_nobody_is_told()
    {
        var saved = _begun.AddDays(20);
        _world.Drafts[0] = _world.Drafts[0] with { UpdatedAt = saved };
        _time.AdjustTime(_begun.AddDays(28));

        await RunAsync();

        Assert.Empty(_world.Told);
        Assert.Single(_world.Drafts);
        Assert.Equal(Notice(saved), Assert.Single(_world.Calendar));
    }

    [Fact]
    public async Task A_draft_saved_after_the_notice_is_kept_for_another_thirty_days()
    {
        await DailyAsync(days: 28);
        var saved = _begun.AddDays(29);
        _world.Drafts[0] = _world.Drafts[0] with { UpdatedAt = saved };
        await DailyAsync(from: 29, days: 35);

        Assert.Single(_world.Drafts);
        Assert.Equal(Notice(saved), Assert.Single(_world.Calendar));
    }

    [Fact]
    public async Task An_entry_without_its_draft_is_dropped_with_files_that_were_left()
    {
        _world.Drafts.Clear();
        _world.Attachments["aaaaaaaaaaaaaaaaaaaa"] = Samples.Clean("aaaaaaaaaaaaaaaaaaaa", DraftId, Person, "vaulted");
        _world.Vault["vaulted"] = [1];
        _time.AdjustTime(_begun.AddDays(28));

        await RunAsync();

        Assert.Empty(_world.Calendar);
        Assert.Empty(_world.Attachments);
        Assert.Empty(_world.Vault);
        Assert.Empty(_world.Told);
    }

    [Fact]
    public async Task A_draft_begun_later_under_the_same_form_is_not_touched_by_the_old_ones_entry()
    {
        var later = _world.Drafts[0] with { DraftId = "test-form.zzzzzzzzzzzzzzzz", UpdatedAt = _begun.AddDays(28) };
        _world.Drafts[0] = later;
        _time.AdjustTime(_begun.AddDays(60));

        await RunAsync();

        Assert.Equal(later, Assert.Single(_world.Drafts));
        Assert.Empty(_world.Told);
        Assert.Empty(_world.Calendar);
    }

    [Fact]
    public async Task Wherever_the_notice_dies_the_next_day_completes_it_and_the_person_is_told_once()
    {
        foreach (var death in await DeathsOfAsync(_begun.AddDays(27)))
        {
            Begin();
            await DieAsync(_begun.AddDays(27), death);
            await DailyAsync(from: 27, days: 28);

            Assert.Single(_world.Told);
            Assert.Single(_world.Drafts);
            Assert.True(Assert.Single(_world.Calendar).Ending);
        }
    }

    [Fact]
    public async Task Wherever_the_deletion_dies_the_next_day_completes_it()
    {
        void BeginTheEnd()
        {
            Begin();
            _world.Calendar.Clear();
            _world.Calendar.Add(new DraftDue(new DateOnly(2026, 12, 2), Person, DraftId, Ending: true));
            _world.Attachments["aaaaaaaaaaaaaaaaaaaa"] = Samples.Clean("aaaaaaaaaaaaaaaaaaaa", DraftId, Person, "vaulted");
            _world.Vault["vaulted"] = [1];
            _world.Quarantined.Add("aaaaaaaaaaaaaaaaaaaa", ([], "1"));
        }

        BeginTheEnd();
        var deaths = await DeathsOfAsync(_begun.AddDays(31));
        Assert.True(deaths.Count >= 10, "The deletion has five effects");
        foreach (var death in deaths)
        {
            BeginTheEnd();
            await DieAsync(_begun.AddDays(31), death);
            await DailyAsync(from: 32, days: 32);

            Assert.Empty(_world.Drafts);
            Assert.Empty(_world.Attachments);
            Assert.Empty(_world.Vault);
            Assert.Empty(_world.Quarantined);
            Assert.Empty(_world.Calendar);
        }
    }

    private static DraftDue Notice(DateTimeOffset saved) =>
        new(DateOnly.FromDateTime(saved.AddDays(27).UtcDateTime), Person, DraftId, Ending: false);

    private void Begin()
    {
        _world.Drafts.Clear();
        _world.Calendar.Clear();
        _world.Published.Clear();
        _world.Told.Clear();
        _world.Drafts.Add(Samples.Draft(DraftId, Person, _begun));
        _world.Calendar.Add(Notice(_begun));
        _world.Deaths.Restart(null);
    }

    private async Task<IReadOnlyList<int>> DeathsOfAsync(DateTimeOffset now)
    {
        _world.Deaths.Restart(null);
        _time.AdjustTime(now);
        await RunAsync();
        Assert.True(_world.Deaths.Passed > 0);
        return [.. Enumerable.Range(0, _world.Deaths.Passed)];
    }

    private async Task DieAsync(DateTimeOffset now, int death)
    {
        _time.AdjustTime(now);
        _world.Deaths.Restart(death);
        await Assert.ThrowsAsync<IOException>(RunAsync);
        _world.Deaths.Restart(null);
    }

    private async Task DailyAsync(int days, int from = 1)
    {
        for (var day = from; day <= days; day++)
        {
            _time.AdjustTime(_begun.AddDays(day));
            await RunAsync();
        }
    }

    private Task RunAsync() => new ExpireDraftsHandler(_world, _world, _world.Removal, _world, _trail, _time).HandleAsync(Cancellation);
}
