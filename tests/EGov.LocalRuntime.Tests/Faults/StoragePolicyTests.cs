using System.Net;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using EGov.LocalRuntime.Faults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;

namespace EGov.LocalRuntime.Tests.Faults;

/// <summary>The two policies in a real pipeline with the SDK's own retries, in front of a storage that only counts what arrives.</summary>
public sealed class StoragePolicyTests
{
    private readonly Arrivals _storage = new();

    [Fact]
    public async Task A_lost_answer_was_written_and_the_retry_writes_again()
    {
        using var answer = await SendAsync(Fails(StorageFault.AnswerLost, lasting: false));

        Assert.Equal((201, 2), (answer.Status, _storage.Count));
    }

    [Fact]
    public async Task An_answer_lost_for_good_was_written_once()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(Fails(StorageFault.AnswerLost, lasting: true)));

        Assert.Equal(1, _storage.Count);
    }

    [Fact]
    public async Task An_insert_that_says_409_was_written()
    {
        using var answer = await SendAsync(Fails(StorageFault.ThereAlready, lasting: false));

        Assert.Equal((409, 1), (answer.Status, _storage.Count));
    }

    [Fact]
    public async Task A_409_of_storage_itself_is_not_covered_up()
    {
        _storage.Status = HttpStatusCode.NotFound;

        using var answer = await SendAsync(Fails(StorageFault.ThereAlready, lasting: false));

        Assert.Equal(404, answer.Status);
    }

    [Theory]
    [InlineData((int)StorageFault.InternalError, 500)]
    [InlineData((int)StorageFault.Busy, 503)]
    public async Task An_error_that_lasts_was_never_written(int fault, int status)
    {
        using var answer = await SendAsync(Fails((StorageFault)fault, lasting: true));

        Assert.Equal((status, 0), (answer.Status, _storage.Count));
    }

    [Fact]
    public async Task A_time_out_that_lasts_was_never_written()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(Fails(StorageFault.TimedOut, lasting: true)));

        Assert.Equal(0, _storage.Count);
    }

    [Fact]
    public async Task Nothing_fails_before_the_host_has_started()
    {
        using var answer = await SendAsync(new FaultyStorage(new FaultPlan(1, 1), Lifetime(started: false)));

        Assert.Equal((201, 1), (answer.Status, _storage.Count));
    }

    [Fact]
    public async Task Calls_are_counted_for_the_function_that_waits_for_them()
    {
        var counts = new StorageCallCounts();
        var context = Substitute.For<FunctionContext>();
        context.FunctionDefinition.Name.Returns("SubmitForm");

        await counts.Around(async _ => (await SendAsync(counts)).Dispose())(context);
        (await SendAsync(counts)).Dispose();

        Assert.Equal(new StorageCalls(1, 1), counts.ByFunction()["SubmitForm"]);
        Assert.Equal(new StorageCalls(1, 0), counts.ByFunction()[StorageCallCounts.Host]);
    }

    [Fact]
    public async Task A_retry_is_a_call_of_its_own()
    {
        var counts = new StorageCallCounts();

        (await SendAsync(counts, Fails(StorageFault.AnswerLost, lasting: false))).Dispose();

        Assert.Equal(2, counts.ByFunction()[StorageCallCounts.Host].Calls);
    }

    private async Task<Response> SendAsync(params HttpPipelinePolicy[] policies)
    {
        var options = new Options { Transport = new HttpClientTransport(_storage) };
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        var pipeline = HttpPipelineBuilder.Build(options, [], policies, ResponseClassifierOf200s());
        var request = pipeline.CreateRequest();
        request.Method = RequestMethod.Post;
        request.Uri.Reset(new Uri("http://127.0.0.1/account/Submissions"));
        return await pipeline.SendRequestAsync(request, TestContext.Current.CancellationToken);
    }

    private static StatusCodeClassifier ResponseClassifierOf200s() => new StatusCodeClassifier([200, 201, 204]);

    /// <summary>A plan whose first call, an insert, fails in this way and whose next three do not fail.</summary>
    private static FaultyStorage Fails(StorageFault fault, bool lasting) => new(
        Enumerable.Range(0, 1_000_000)
            .Select(seed => new FaultPlan(seed, 0.1))
            .First(plan => plan.At(1, insert: true, conditional: false) == (fault, lasting)
                && Enumerable.Range(2, 3).All(call => plan.At(call, insert: true, conditional: false).Fault is StorageFault.None)),
        Lifetime(started: true));

    private static IHostApplicationLifetime Lifetime(bool started)
    {
        var lifetime = Substitute.For<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Returns(new CancellationToken(canceled: started));
        return lifetime;
    }

    private sealed class Options : ClientOptions;

    private sealed class Arrivals : HttpMessageHandler
    {
        public HttpStatusCode Status { get; set; } = HttpStatusCode.Created;

        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return Task.FromResult(new HttpResponseMessage(Status));
        }
    }
}
