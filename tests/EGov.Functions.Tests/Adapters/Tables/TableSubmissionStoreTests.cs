using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using EGov.Domain.Submissions;
using EGov.Functions.Adapters.Tables;
using EGov.Functions.Features.Submissions;

namespace EGov.Functions.Tests.Adapters.Tables;

public sealed class TableSubmissionStoreTests(AzuriteServer azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_added_is_found_as_it_was()
    {
        var store = await StoreAsync();
        var submission = Samples.Submission(Samples.Reference());

        Assert.IsType<Acceptance.Accepted>(await store.AddAsync(submission, quota: null, Cancellation));

        var found = (await store.FindAsync(submission.Case.Reference, Cancellation))!.Case;
        Assert.Equal(submission.Case.History, found.History);
        Assert.Equal(submission.Case with { History = found.History, Questions = found.Questions }, found);
        Assert.Empty(found.Questions);
        var (_, contents) = (await store.OpenAsync(submission.Case.Reference, Cancellation))!.Value;
        Assert.Equal(submission.Contents.Digest(), contents!.Digest());
        Assert.Equal(submission.Contents.DraftId, contents.DraftId);
    }

    [Fact]
    public async Task A_reference_that_nobody_has_is_not_found()
    {
        var store = await StoreAsync();

        Assert.Null(await store.FindAsync(Samples.Reference(), Cancellation));
        Assert.Null(await store.OpenAsync(Samples.Reference(), Cancellation));
    }

    [Fact]
    public async Task The_second_submission_under_a_reference_meets_the_first()
    {
        var store = await StoreAsync();
        var first = Samples.Submission(Samples.Reference());
        await store.AddAsync(first, quota: null, Cancellation);

        var second = await store.AddAsync(first with { Case = first.Case with { Person = "somebody-else" } }, quota: null, Cancellation);

        Assert.Equal("person-1", Assert.IsType<Acceptance.AlreadyThere>(second).Existing.Case.Person);
    }

    [Fact]
    public async Task Of_fifty_adds_at_once_a_quota_of_twenty_takes_twenty_and_two_instances_count_together()
    {
        ISubmissionStore[] instances = [await StoreAsync(), await StoreAsync()];
        var form = Samples.Name("quota");
        var submissions = Enumerable.Range(0, 50).Select(_ => Samples.Submission(Samples.Reference([1, 2, 3, 4, 5, 6, 7, 8]), form)).ToList();

        var outcomes = await Task.WhenAll(submissions.Select((submission, i) => instances[i % 2].AddAsync(submission, quota: 20, Cancellation)));

        Assert.Equal(20, outcomes.OfType<Acceptance.Accepted>().Count());
        Assert.Equal(30, outcomes.OfType<Acceptance.QuotaFull>().Count());
        var stored = await Task.WhenAll(submissions.Select(submission => instances[0].FindAsync(submission.Case.Reference, Cancellation)));
        Assert.Equal(
            outcomes.Select(outcome => outcome is Acceptance.Accepted),
            stored.Select(found => found is not null));
    }

    [Fact]
    public async Task A_call_repeated_after_the_quota_was_filled_meets_its_own_row_and_counts_once()
    {
        var store = await StoreAsync();
        var form = Samples.Name("quota");
        var shard = new byte[8];
        var first = Samples.Submission(Samples.Reference(shard), form);
        var second = Samples.Submission(Samples.Reference(shard), form);

        await store.AddAsync(first, quota: 2, Cancellation);
        Assert.IsType<Acceptance.AlreadyThere>(await store.AddAsync(first, quota: 2, Cancellation));
        Assert.IsType<Acceptance.Accepted>(await store.AddAsync(second, quota: 2, Cancellation));
        Assert.IsType<Acceptance.AlreadyThere>(await store.AddAsync(first, quota: 2, Cancellation));
        Assert.IsType<Acceptance.QuotaFull>(await store.AddAsync(Samples.Submission(Samples.Reference(shard), form), quota: 2, Cancellation));
    }

    [Fact]
    public async Task A_case_changed_meanwhile_is_not_replaced()
    {
        var store = await StoreAsync();
        var submission = Samples.Submission(Samples.Reference());
        await store.AddAsync(submission, quota: null, Cancellation);
        var read = (await store.FindAsync(submission.Case.Reference, Cancellation))!;
        var acknowledged = read.Case.Acknowledge(new Act("event-1", "officer", Samples.Noon, "body-1")).Value;

        Assert.True(await store.ReplaceAsync(read with { Case = acknowledged }, Cancellation));
        Assert.False(await store.ReplaceAsync(read with { Case = acknowledged }, Cancellation));
    }

    [Fact]
    public async Task A_replacement_keeps_the_contents_and_the_dialogue_comes_back()
    {
        var store = await StoreAsync();
        var submission = Samples.Submission(Samples.Reference());
        await store.AddAsync(submission, quota: null, Cancellation);
        var read = (await store.FindAsync(submission.Case.Reference, Cancellation))!;
        var asked = read.Case
            .Acknowledge(new Act("event-1", "officer", Samples.Noon, "body-1")).Value
            .Ask(new Act("event-2", "officer", Samples.Noon, "body-2"), "請補交住址證明").Value;
        await store.ReplaceAsync(read with { Case = asked }, Cancellation);

        var (stored, contents) = (await store.OpenAsync(submission.Case.Reference, Cancellation))!.Value;

        Assert.Equal(CaseStatus.QuestionAsked, stored.Case.Status);
        Assert.Equal("請補交住址證明", Assert.Single(stored.Case.Questions).Text);
        Assert.Equal(submission.Contents.Digest(), contents!.Digest());
    }

    [Fact]
    public async Task A_long_dialogue_comes_back_whole()
    {
        var store = await StoreAsync();
        var submission = Samples.Submission(Samples.Reference());
        await store.AddAsync(submission, quota: null, Cancellation);
        var read = (await store.FindAsync(submission.Case.Reference, Cancellation))!;
        var talked = read.Case.Acknowledge(new Act("event-1", "officer", Samples.Noon, "body")).Value;
        for (var i = 0; i < 20; i++)
        {
            talked = talked.Ask(new Act($"ask-{i}", "officer", Samples.Noon, "body"), new string('問', Case.LongestText)).Value
                .Answer(new Act($"answer-{i}", "applicant", Samples.Noon, "body"), $"ask-{i}", new string('答', Case.LongestText)).Value;
        }

        Assert.True(await store.ReplaceAsync(read with { Case = talked }, Cancellation));

        Assert.Equal(talked.Questions, (await store.FindAsync(submission.Case.Reference, Cancellation))!.Case.Questions);
    }

    [Theory]
    [InlineData(64 * 1024)]
    [InlineData(256 * 1024)]
    [InlineData(500 * 1024)]
    public async Task Long_contents_go_in_pieces_and_come_back_whole(int length)
    {
        var store = await StoreAsync();
        var answers = new JsonObject { ["story"] = string.Concat(Enumerable.Range(0, length / 8).Select(i => $"{i:x8}")) };
        var submission = new NewSubmission(Samples.Received(Samples.Reference()), Samples.Contents(answers));

        await store.AddAsync(submission, quota: null, Cancellation);

        var (_, contents) = (await store.OpenAsync(submission.Case.Reference, Cancellation))!.Value;
        Assert.Equal(answers.ToJsonString(), contents!.Answers.ToJsonString());
    }

    [Fact]
    public async Task No_property_of_the_row_shows_what_a_person_or_an_officer_wrote()
    {
        var store = await StoreAsync();
        var answers = new JsonObject { ["name"] = "CHAN Tai Man", ["hkid"] = "A123456(3)", ["home"] = "彌敦道一百號" };
        var submission = new NewSubmission(Samples.Received(Samples.Reference()), Samples.Contents(answers));
        await store.AddAsync(submission, quota: null, Cancellation);
        var read = (await store.FindAsync(submission.Case.Reference, Cancellation))!;
        var decided = read.Case
            .Acknowledge(new Act("event-1", "officer", Samples.Noon, "body-1")).Value
            .Ask(new Act("event-2", "officer", Samples.Noon, "body-2"), "Where were you born?").Value
            .Answer(new Act("event-3", "applicant", Samples.Noon, "body-3"), "event-2", "In Kowloon Hospital").Value
            .Decide(new Act("event-4", "officer", Samples.Noon, "body-4"), DecisionOutcome.Refused, "Means too high").Value;
        await store.ReplaceAsync(read with { Case = decided }, Cancellation);

        var row = await RowAsync(submission.Case.Reference);

        string[] secrets = ["CHAN Tai Man", "A123456(3)", "彌敦道一百號", "Where were you born?", "In Kowloon Hospital", "Means too high"];
        var raw = row.Select(property => property.Value switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            BinaryData data => data.ToString(),
            var value => $"{value}",
        }).ToList();
        Assert.Contains(raw, text => text.Contains("ird-postal-address", StringComparison.Ordinal));
        Assert.All(secrets, secret => Assert.All(raw, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Of_a_shredded_case_the_row_keeps_neither_a_key_nor_anything_sealed_and_the_case_is_found_and_not_opened()
    {
        var store = await StoreAsync();
        var submission = new NewSubmission(Samples.Received(Samples.Reference()), Samples.Contents(new JsonObject { ["story"] = new string('x', 200_000) }));
        await store.AddAsync(submission, quota: null, Cancellation);
        var read = (await store.FindAsync(submission.Case.Reference, Cancellation))!;
        var decided = read.Case
            .Acknowledge(new Act("event-1", "officer", Samples.Noon, "body-1")).Value
            .Ask(new Act("event-2", "officer", Samples.Noon, "body-2"), "Where were you born?").Value
            .Answer(new Act("event-3", "applicant", Samples.Noon, "body-3"), "event-2", "In Kowloon Hospital").Value
            .Decide(new Act("event-4", "officer", Samples.Noon, "body-4"), DecisionOutcome.Refused, "Means too high").Value;
        await store.ReplaceAsync(read with { Case = decided }, Cancellation);
        var due = (await store.OpenAsync(submission.Case.Reference, Cancellation))!.Value.Case;
        var shredded = due.Case.Shred(Samples.Noon.AddYears(2), "case-contents").Value;

        Assert.False(await store.ShredAsync(read with { Case = shredded }, Cancellation));
        Assert.True(await store.ShredAsync(due with { Case = shredded }, Cancellation));

        var row = await RowAsync(submission.Case.Reference);
        Assert.DoesNotContain(row, property => property.Value is byte[] or BinaryData);
        Assert.DoesNotContain(row.Keys, name => name.StartsWith("Contents", StringComparison.Ordinal) || name.StartsWith("Dialogue", StringComparison.Ordinal) || name is "FeeCents" or "WrappedKey");
        Assert.DoesNotContain("body-", row.GetString("History"), StringComparison.Ordinal);
        var (left, contents) = (await store.OpenAsync(submission.Case.Reference, Cancellation))!.Value;
        Assert.Null(contents);
        Assert.Empty(left.WrappedKey);
        Assert.Equal(new CaseShredding(Samples.Noon.AddYears(2), "case-contents"), left.Case.Shredded);
        Assert.Equal((CaseStatus.Decided, "person-1", 5), (left.Case.Status, left.Case.Person, left.Case.History.Count));
        Assert.Equal(left.Case.Shredded, (await store.FindAsync(submission.Case.Reference, Cancellation))!.Case.Shredded);
        Assert.Equal(left.Case.Shredded, Assert.IsType<Acceptance.AlreadyThere>(await store.AddAsync(submission, quota: null, Cancellation)).Existing.Case.Shredded);
    }

    [Fact]
    public async Task Contents_moved_to_another_row_do_not_open()
    {
        var store = await StoreAsync();
        var mine = Samples.Submission(Samples.Reference());
        var other = Samples.Submission(Samples.Reference());
        await store.AddAsync(mine, quota: null, Cancellation);
        await store.AddAsync(other, quota: null, Cancellation);
        var table = (await azurite.ConnectAsync()).Tables.GetTableClient(TableNames.Submissions);
        var (from, to) = (await RowAsync(mine.Case.Reference), await RowAsync(other.Case.Reference));
        (to["Contents0"], to["WrappedKey"]) = (from["Contents0"], from["WrappedKey"]);
        await table.UpdateEntityAsync(to, to.ETag, TableUpdateMode.Replace, Cancellation);

        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(
            () => store.OpenAsync(other.Case.Reference, Cancellation));
    }

    private async Task<TableSubmissionStore> StoreAsync() => new(await azurite.ConnectAsync(), azurite.Keys);

    private async Task<TableEntity> RowAsync(Reference reference) =>
        (await (await azurite.ConnectAsync()).Tables.GetTableClient(TableNames.Submissions)
            .GetEntityAsync<TableEntity>(reference.Shard, reference.Value, cancellationToken: Cancellation)).Value;
}
