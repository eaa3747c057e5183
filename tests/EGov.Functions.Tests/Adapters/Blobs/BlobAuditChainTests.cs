using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using EGov.Domain.Audit;
using EGov.Domain.Signing;
using EGov.Functions.Adapters.Blobs;
using EGov.Functions.Adapters.Secrets;
using EGov.Functions.Features.Audit;
using EGov.Functions.Features.Audit.SealAudit;
using EGov.Functions.Tests.Features;
using Microsoft.Extensions.Time.Testing;

namespace EGov.Functions.Tests.Adapters.Blobs;

public sealed class BlobAuditChainTests(AzuriteServer azurite) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 22, 30, 0, TimeSpan.Zero));
    private readonly string _name = $"audit-{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await (await ContainerAsync()).CreateAsync(cancellationToken: Cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Entries_stand_in_the_order_in_which_they_were_given_and_the_chain_verifies()
    {
        using var chain = await ChainAsync();
        await chain.AppendAsync([Entry(1), Entry(2)], Cancellation);
        await chain.AppendAsync([Entry(3)], Cancellation);

        Assert.Equal(["1", "2", "3"], await IdsAsync());
        Assert.Null((await VerifyAsync()).Broken);
    }

    [Fact]
    public async Task A_hundred_entries_cost_one_call_once_the_chain_is_known()
    {
        var calls = new Calls();
        using var chain = await ChainAsync(policies: calls);
        await chain.AppendAsync([Entry(0)], Cancellation);
        var before = calls.Count;

        await chain.AppendAsync([.. Enumerable.Range(1, 100).Select(Entry)], Cancellation);

        Assert.Equal(1, calls.Count - before);
    }

    [Fact]
    public async Task An_instance_that_knows_nothing_goes_on_where_the_chain_stands()
    {
        for (var i = 1; i <= 3; i++)
        {
            using var chain = await ChainAsync();
            await chain.AppendAsync([Entry(i)], Cancellation);
        }

        Assert.Equal(["1", "2", "3"], await IdsAsync());
        Assert.Null((await VerifyAsync()).Broken);
    }

    [Fact]
    public async Task Instances_that_write_to_one_chain_at_once_fork_nothing_and_lose_nothing()
    {
        var chains = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ChainAsync()));
        await Task.WhenAll(chains.Select(async (chain, number) =>
        {
            for (var i = 0; i < 10; i++)
            {
                await UntilWrittenAsync(() => chain.AppendAsync([Entry((number * 100) + i)], Cancellation));
            }
        }));

        var ids = await IdsAsync();
        Assert.Equal(40, ids.Distinct().Count());
        Assert.Null((await VerifyAsync()).Broken);
        Array.ForEach(chains, chain => chain.Dispose());
    }

    [Fact]
    public async Task The_next_hours_blob_follows_the_last_line_of_the_one_before()
    {
        using var chain = await ChainAsync();
        await chain.AppendAsync([Entry(1)], Cancellation);
        _time.Advance(TimeSpan.FromHours(3));
        await chain.AppendAsync([Entry(2)], Cancellation);

        Assert.Equal(["2026-11-25/22-0-00.jsonl", "2026-11-26/01-0-00.jsonl", "begin/0.jsonl"], await NamesAsync());
        var (before, after) = (await LinesAsync("2026-11-25/22-0-00.jsonl"), await LinesAsync("2026-11-26/01-0-00.jsonl"));
        Assert.Equal("2026-11-26/01-0-00.jsonl", before[^1].Next);
        Assert.Equal(before[^1].Mac, after[0].Previous);
    }

    [Fact]
    public async Task An_hour_that_needs_more_writes_than_a_blob_takes_goes_on_in_another_part()
    {
        using var chain = new BlobAuditChain(await ContainerAsync(), new TestSecrets(), _time, chain: 2, mostBlocks: 2);
        for (var i = 1; i <= 5; i++)
        {
            await chain.AppendAsync([Entry(i)], Cancellation);
        }

        Assert.Equal(["2026-11-25/22-2-00.jsonl", "2026-11-25/22-2-01.jsonl", "2026-11-25/22-2-02.jsonl", "begin/2.jsonl"], await NamesAsync());
        Assert.Equal(["1", "2", "3", "4", "5"], await IdsAsync());
        Assert.Null((await VerifyAsync()).Broken);
    }

    [Fact]
    public async Task A_writer_that_was_asleep_goes_on_where_the_others_are()
    {
        using var sleeper = await ChainAsync();
        await sleeper.AppendAsync([Entry(1)], Cancellation);
        _time.Advance(TimeSpan.FromHours(1));
        using var other = await ChainAsync();
        await other.AppendAsync([Entry(2)], Cancellation);

        // It still believes in the hour before, and its own clock does too.
        var behind = new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 22, 59, 0, TimeSpan.Zero));
        using var late = await ChainAsync(time: behind);
        await late.AppendAsync([Entry(3)], Cancellation);
        await sleeper.AppendAsync([Entry(4)], Cancellation);

        Assert.Equal(["1", "2", "3", "4"], await IdsAsync());
        Assert.Equal(["2026-11-25/22-0-00.jsonl", "2026-11-25/23-0-00.jsonl", "begin/0.jsonl"], await NamesAsync());
        Assert.Null((await VerifyAsync()).Broken);
    }

    /// <summary>
    /// The process dies at each of its calls in turn, before the call or after it, and its messages come again to another: whatever the call was, every entry stands, and the chain
    /// verifies.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_dies_anywhere_leaves_a_chain_that_verifies_and_no_entry_is_missing(bool afterwards)
    {
        for (var at = 1; ; at++)
        {
            var death = new Death(at, afterwards);
            using (var dying = await ChainAsync(policies: death))
            {
                await Record.ExceptionAsync(() => dying.AppendAsync([Entry((at * 10) + 1), Entry((at * 10) + 2)], Cancellation));
            }

            if (!death.Came)
            {
                Assert.True(at > 3);
                break;
            }

            using var next = await ChainAsync();
            await next.AppendAsync([Entry((at * 10) + 1), Entry((at * 10) + 2)], Cancellation);
            await SealAsync(next);
            Assert.Null((await VerifyAsync()).Broken);
            Assert.Superset(
                Enumerable.Range(1, at).SelectMany(death => new[] { $"{(death * 10) + 1}", $"{(death * 10) + 2}" }).ToHashSet(),
                (await IdsAsync()).ToHashSet());

            // So that ending a blob and beginning the next are among the calls.
            _time.Advance(TimeSpan.FromHours(1));
        }
    }

    [Fact]
    public async Task An_entry_whose_write_was_answered_with_an_error_though_it_stands_is_not_written_twice()
    {
        using var first = await ChainAsync();
        await first.AppendAsync([Entry(1)], Cancellation);
        using var chain = await ChainAsync(policies: new LostAnswer());

        await chain.AppendAsync([Entry(2)], Cancellation);

        Assert.Equal(["1", "2"], await IdsAsync());
    }

    [Fact]
    public async Task Finished_hours_are_sealed_each_time_the_rest_and_everything_verifies()
    {
        using var chain = await ChainAsync();
        await chain.AppendAsync([Entry(1), Entry(2)], Cancellation);
        await SealAsync(chain);
        _time.Advance(TimeSpan.FromHours(1));
        await SealAsync(chain);
        await chain.AppendAsync([Entry(3)], Cancellation);
        _time.Advance(TimeSpan.FromHours(1));
        await SealAsync(chain);
        await SealAsync(chain);

        var verdict = await VerifyAsync();
        Assert.Null(verdict.Broken);
        Assert.Equal((3, 3L, 0L), (verdict.Seals, verdict.Entries, verdict.Unsealed));
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.Zero), verdict.SealedUntil);
        Assert.Empty(verdict.Late);
    }

    [Fact]
    public async Task Whoever_seals_while_another_writes_attests_what_changes_no_more()
    {
        using var writer = await ChainAsync();
        using var sealer = await ChainAsync(chain: 1);
        await writer.AppendAsync([Entry(1)], Cancellation);
        _time.Advance(TimeSpan.FromHours(1));

        await SealAsync(sealer);
        await writer.AppendAsync([Entry(2)], Cancellation);

        Assert.Equal(["1", "2"], await IdsAsync());
        Assert.Null((await VerifyAsync()).Broken);
    }

    [Fact]
    public async Task Hours_in_which_nobody_sealed_are_sealed_with_the_next()
    {
        using var chain = await ChainAsync();
        await SealAsync(chain);
        for (var hour = 0; hour < 3; hour++)
        {
            await chain.AppendAsync([Entry(hour)], Cancellation);
            _time.Advance(TimeSpan.FromHours(1));
        }

        await SealAsync(chain);

        var verdict = await VerifyAsync();
        Assert.Null(verdict.Broken);
        Assert.Equal(["2026-11-26/01.seal"], verdict.Late);
        Assert.Equal(0, verdict.Unsealed);
    }

    private static AuditEntry Entry(int number) => new(
        $"{number}", DateTimeOffset.UnixEpoch, "person", AuditActorKind.Person, AuditAction.Read, "CDFH-3467-XY3K", AuditPurpose.OwnAffairs, "GetSubmission");

    private static async Task UntilWrittenAsync(Func<Task> write)
    {
        // As the bus does: what others were faster than comes again.
        while (await Record.ExceptionAsync(write) is { } failure)
        {
            Assert.IsType<InvalidOperationException>(failure);
        }
    }

    private async Task<BlobContainerClient> ContainerAsync(params HttpPipelinePolicy[] policies) => (await azurite.ConnectAsync(policies)).Blobs.GetBlobContainerClient(_name);

    private async Task<BlobAuditChain> ChainAsync(int chain = 0, TimeProvider? time = null, params HttpPipelinePolicy[] policies) =>
        new(await ContainerAsync(policies), new TestSecrets(), time ?? _time, chain);

    private async Task SealAsync(BlobAuditChain chain)
    {
        using var signer = new EcdsaAuditSigner(new TestSecrets());
        await new SealAuditHandler(chain, new BlobAuditSeals(await ContainerAsync()), signer, _time).HandleAsync(Cancellation);
    }

    private async Task<AuditVerdict> VerifyAsync()
    {
        using var signer = new EcdsaAuditSigner(new TestSecrets());
        using var keys = PublicKeySet.Read(signer.PublicKeys);
        return await new AuditVerifier(new Archive(await ContainerAsync()), keys, [new AuditKey(new TestSecrets().Key("audit-key"))]).VerifyAsync(Cancellation);
    }

    private async Task<List<string>> NamesAsync() => [.. await new Archive(await ContainerAsync()).NamesAsync(Cancellation)];

    private async Task<List<AuditLine>> LinesAsync(string name)
    {
        var lines = new List<AuditLine>();
        await using var content = await new Archive(await ContainerAsync()).OpenAsync(name, Cancellation);
        Assert.Null(await new AuditBlob().ReadAsync(
            content,
            (_, line) =>
            {
                lines.Add(line);
                return null;
            },
            Cancellation));
        return lines;
    }

    private async Task<List<string>> IdsAsync()
    {
        var ids = new List<string>();
        foreach (var name in await NamesAsync())
        {
            if (AuditBlobName.TryParse(name) is not null)
            {
                ids.AddRange((await LinesAsync(name)).Select(line => line.Entry?.GetProperty("id").GetString()).OfType<string>());
            }
        }

        return ids;
    }

    private sealed class Archive(BlobContainerClient container) : IAuditArchive
    {
        public async Task<IReadOnlyCollection<string>> NamesAsync(CancellationToken cancellation)
        {
            var names = new List<string>();
            await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellation))
            {
                names.Add(blob.Name);
            }

            return names;
        }

        public Task<Stream> OpenAsync(string name, CancellationToken cancellation) => container.GetBlobClient(name).OpenReadAsync(cancellationToken: cancellation);
    }

    private sealed class Calls : HttpPipelineSynchronousPolicy
    {
        private int _count;

        public int Count => _count;

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _count);
    }

    /// <summary>The end of a process, at one of its calls: what it asks for after that, nobody does.</summary>
    private sealed class Death(int at, bool afterwards) : HttpPipelineSynchronousPolicy
    {
        private int _calls;

        public bool Came => _calls >= at;

        public override void OnSendingRequest(HttpMessage message)
        {
            if (++_calls > at || (_calls == at && !afterwards))
            {
                throw new InvalidOperationException("Dead");
            }
        }

        public override void OnReceivedResponse(HttpMessage message)
        {
            if (_calls >= at)
            {
                throw new InvalidOperationException("Dead");
            }
        }
    }

    /// <summary>The first write is done, and its answer says that it failed: the client tries again.</summary>
    private sealed class LostAnswer : HttpPipelinePolicy
    {
        private int _lost;

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            if (message.Request.Uri.Query.Contains("comp=appendblock", StringComparison.Ordinal) && Interlocked.Exchange(ref _lost, 1) == 0)
            {
                throw new IOException("The connection was lost");
            }
        }
    }
}
