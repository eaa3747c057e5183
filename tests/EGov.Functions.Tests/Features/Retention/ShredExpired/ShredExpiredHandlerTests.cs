using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EGov.Domain.Retention;
using EGov.Domain.Submissions;
using EGov.Functions.Adapters.Secrets;
using EGov.Functions.Features.Appointments;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Forms;
using EGov.Functions.Features.Retention;
using EGov.Functions.Features.Retention.ShredExpired;
using EGov.Functions.Hosting;
using EGov.Functions.Hosting.Protection;
using EGov.Functions.Tests.Features.Audit;
using EGov.Functions.Tests.Features.Submissions;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Features.Retention.ShredExpired;

public sealed class ShredExpiredHandlerTests : IDisposable
{
    private const string DraftId = "test-form.abcdefgh12345678";
    private const string File = "aaaaaaaaaaaaaaaaaaaa";

    /// <summary>An hour before midnight in Hong Kong: the day that counts is Hong Kong's.</summary>
    private static readonly DateTimeOffset s_decided = new(2026, 11, 25, 15, 0, 0, TimeSpan.Zero);

    private static readonly DateOnly s_day = new(2026, 12, 5);
    private static readonly DateTimeOffset s_due = new(2026, 12, 4, 16, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(s_due);
    private readonly IAppointmentStore _appointments = Substitute.For<IAppointmentStore>();
    private readonly EcdsaReceiptSeal _seal = new(new TestSecrets());
    private readonly RecordedEntries _trail = new();
    private RetentionWorld _world = Decided();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _seal.Dispose();

    [Fact]
    public async Task Before_its_day_a_case_is_left_alone()
    {
        _time.AdjustTime(s_due.AddTicks(-1));

        await RunAsync();

        Assert.NotNull(_world.Rows[Cases.Reference].Contents);
        Assert.Single(_world.Calendar);
        Assert.Empty(_world.Kept);
    }

    [Fact]
    public async Task On_its_day_the_contents_go_with_their_files_and_keys_and_what_is_left_says_that_the_case_was()
    {
        var before = _world.Rows[Cases.Reference].Case.Case;

        await RunAsync();

        var (left, contents) = _world.Rows[Cases.Reference];
        Assert.Null(contents);
        Assert.Empty(left.WrappedKey);
        Assert.Equal(new CaseShredding(s_due, "case-contents"), left.Case.Shredded);
        Assert.Equal((before.Reference, before.FormId, before.Department, before.Person, CaseStatus.Decided), (left.Case.Reference, left.Case.FormId, left.Case.Department, left.Case.Person, left.Case.Status));
        Assert.Equal(before.History.Select(step => (step.Kind, step.At)), left.Case.History.Select(step => (step.Kind, step.At)));
        Assert.All(left.Case.History, step => Assert.Empty(step.BodyHash));
        Assert.Empty(left.Case.Questions);
        Assert.Null(left.Case.Decision);
        Assert.Empty(_world.Files.Vault);
        Assert.Empty(_world.Files.Attachments);
        Assert.Empty(_world.Calendar);
    }

    [Fact]
    public async Task The_certificate_names_the_rule_the_days_and_every_key_and_file_without_being_one()
    {
        await RunAsync();

        var certificate = Assert.Single(_world.Kept.Values);
        var facts = certificate.Facts;
        var sealedParts = certificate.Seal.Split('.').Take(2).Select(part => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part))).ToList();
        Assert.Contains("\"typ\":\"egov-destruction\\u002Bjws\"", sealedParts[0], StringComparison.Ordinal);
        Assert.Equal(JsonSerializer.Serialize(facts, Json.Options), sealedParts[1]);
        Assert.Equal((Cases.Reference, "case-contents", "case-contents", 10, "decision"), (facts.Reference, facts.DataClass, facts.Rule, facts.Days, facts.From));
        Assert.Equal((new DateOnly(2026, 11, 25), s_day, s_due), (facts.CountedFrom, facts.DueOn, facts.DestroyedAt));
        Assert.Equal([DataKey.Fingerprint([1, 2, 3]), DataKey.Fingerprint(Convert.FromBase64String("AQID"))], facts.Keys);
        Assert.Equal([Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"vault-{File}")))], facts.Files);
    }

    [Fact]
    public async Task It_is_recorded_before_anything_is_opened_and_what_cannot_be_recorded_is_left_as_it_is()
    {
        _trail.Failure = new IOException("The bus is away");
        await Assert.ThrowsAsync<AggregateException>(RunAsync);
        Assert.NotNull(_world.Rows[Cases.Reference].Contents);
        Assert.Single(_world.Calendar);

        _trail.Failure = null;
        await RunAsync();

        var entry = Assert.Single(_trail.All);
        Assert.Equal((Cases.Reference.ToString(), AuditAction.Change, AuditPurpose.EndRetention, "ShredExpired"), (entry.Subject, entry.Action, entry.Purpose, entry.Function));
    }

    [Fact]
    public async Task Wherever_it_dies_the_next_run_completes_it_and_no_key_goes_without_a_certificate()
    {
        await RunAsync();
        var passed = _world.Files.Deaths.Passed;
        Assert.True(passed >= 10, "Shredding has five effects");
        for (var death = 0; death < passed; death++)
        {
            _world = Decided();
            _world.Files.Deaths.Restart(death);
            await Assert.ThrowsAsync<AggregateException>(RunAsync);
            Assert.True(_world.Rows[Cases.Reference].Contents is not null || _world.Kept.Count == 1);

            _world.Files.Deaths.Restart(null);
            _time.Advance(TimeSpan.FromHours(1));
            await RunAsync();

            Assert.NotNull(_world.Rows[Cases.Reference].Case.Case.Shredded);
            Assert.Equal(2, Assert.Single(_world.Kept.Values).Facts.Keys.Count);
            Assert.Empty(_world.Files.Vault);
            Assert.Empty(_world.Files.Attachments);
            Assert.Empty(_world.Calendar);
        }
    }

    [Fact]
    public async Task An_entry_that_comes_again_changes_nothing()
    {
        await RunAsync();
        var (left, certificate) = (_world.Rows[Cases.Reference], _world.Kept[Cases.Reference]);
        _world.Calendar.Add(new RetentionDue(s_day, Cases.Reference));
        _time.Advance(TimeSpan.FromDays(1));

        await RunAsync();

        Assert.Equal(left, _world.Rows[Cases.Reference]);
        Assert.Same(certificate, _world.Kept[Cases.Reference]);
        Assert.Empty(_world.Calendar);
    }

    [Fact]
    public async Task When_the_rule_was_made_longer_the_case_gets_a_new_day()
    {
        await RunAsync(days: 12);

        Assert.NotNull(_world.Rows[Cases.Reference].Contents);
        Assert.Equal(new RetentionDue(s_day.AddDays(2), Cases.Reference), Assert.Single(_world.Calendar));
    }

    [Fact]
    public async Task A_case_that_is_not_decided_is_never_shredded()
    {
        _world.Rows[Cases.Reference] = (Cases.Received().Stored(), Cases.Contents());

        await RunAsync();

        Assert.NotNull(_world.Rows[Cases.Reference].Contents);
        Assert.Empty(_world.Kept);
    }

    [Fact]
    public async Task One_that_fails_stays_and_keeps_nobody_else_from_being_done()
    {
        var other = Reference.From([1, 2, 3, 4, 5, 6, 7, 8], new byte[16]);
        _world.Broken.Add(other);
        _world.Calendar.Add(new RetentionDue(s_day.AddDays(-1), other));

        var failed = await Assert.ThrowsAsync<AggregateException>(RunAsync);

        Assert.StartsWith("1 entries stay in the calendar", failed.Message, StringComparison.Ordinal);
        Assert.NotNull(_world.Rows[Cases.Reference].Case.Case.Shredded);
        Assert.Equal(other, Assert.Single(_world.Calendar).Reference);
    }

    [Fact]
    public async Task A_run_does_so_much_and_the_next_one_goes_on()
    {
        var random = new Random(7);
        var bytes = new byte[16];
        while (_world.Calendar.Count < ShredExpiredHandler.MostInRun + 100)
        {
            random.NextBytes(bytes);
            _world.Calendar.Add(new RetentionDue(s_day, Reference.From(bytes, bytes)));
        }

        await RunAsync();
        Assert.Equal(100, _world.Calendar.Count);

        await RunAsync();
        Assert.Empty(_world.Calendar);
    }

    private Task RunAsync() => RunAsync(days: 10);

    private Task RunAsync(int days)
    {
        var schedule = new RetentionSchedule($$"""
            {"classes": [{"id": "case-contents", "days": {{days}}, "from": "decision"}, {"id": "appointment-details", "days": {{days}}, "from": "the date of the appointment"}]}
            """);
        var certificates = new Certificates(_seal);
        return new ShredExpiredHandler(
            _world,
            new CaseShredder(schedule, _world, _world.Files, _world.Files, certificates, _world),
            new AppointmentShredder(schedule, _appointments, certificates, _world),
            _trail,
            _time).HandleAsync(Cancellation);
    }

    private static RetentionWorld Decided()
    {
        var world = new RetentionWorld();
        var @case = Cases.Received()
            .Acknowledge(new Act("event-1", "officer", s_decided.AddDays(-2), "body-1")).Value
            .Ask(new Act("event-2", "officer", s_decided.AddDays(-1), "body-2"), "Where?").Value
            .Answer(new Act("event-3", "applicant", s_decided.AddHours(-1), "body-3"), "event-2", "There").Value
            .Decide(new Act("event-4", "officer", s_decided, "body-4"), DecisionOutcome.Approved, "All in order").Value;
        world.Rows[Cases.Reference] = (@case.Stored(), Cases.Contents(DraftId, File));
        world.Files.Vault[$"vault-{File}"] = [1];
        world.Files.Attachments[File] = Forms.Samples.Clean(File, DraftId, "person-a", $"vault-{File}") with { Status = AttachmentStatus.Taken };
        world.Calendar.Add(new RetentionDue(s_day, Cases.Reference));
        return world;
    }
}
