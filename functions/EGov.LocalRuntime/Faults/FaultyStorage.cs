using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Hosting;

namespace EGov.LocalRuntime.Faults;

/// <summary>
/// Makes storage calls fail as <see cref="FaultPlan"/> says, once the host has started. It answers only what storage could have
/// answered: a 409 or a 412 that is not true would accuse the application of believing its database.
/// </summary>
internal sealed class FaultyStorage(FaultPlan plan, IHostApplicationLifetime lifetime) : HttpPipelinePolicy
{
    private const string Lasting = "egov-lasting-fault";

    private long _calls;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        ProcessAsync(message, pipeline, () =>
        {
            ProcessNext(message, pipeline);
            return ValueTask.CompletedTask;
        }).AsTask().GetAwaiter().GetResult();

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        ProcessAsync(message, pipeline, () => ProcessNextAsync(message, pipeline));

    private async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline, Func<ValueTask> send)
    {
        _ = pipeline;
        if (!lifetime.ApplicationStarted.IsCancellationRequested)
        {
            await send();
            return;
        }

        if (message.TryGetProperty(Lasting, out var before) && before is StorageFault lasting)
        {
            Refuse(message, lasting);
            return;
        }

        var (fault, lasts) = plan.At(Interlocked.Increment(ref _calls), IsInsert(message.Request), IsConditional(message.Request));
        if (lasts)
        {
            message.SetProperty(Lasting, fault);
        }

        if (fault is StorageFault.None or StorageFault.AnswerLost or StorageFault.ThereAlready or StorageFault.ChangedByItself)
        {
            await send();
        }

        if (fault is StorageFault.ThereAlready or StorageFault.ChangedByItself && message.Response.IsError)
        {
            // It failed by itself; that is the answer.
            return;
        }

        Refuse(message, fault);
    }

    private static void Refuse(HttpMessage message, StorageFault fault)
    {
        switch (fault)
        {
            case StorageFault.InternalError:
                Answer(message, 500, "InternalError");
                break;
            case StorageFault.Busy:
                Answer(message, 503, "ServerBusy");
                break;
            case StorageFault.ThereAlready:
                Answer(message, 409, "EntityAlreadyExists");
                break;
            case StorageFault.ChangedMeanwhile or StorageFault.ChangedByItself:
                Answer(message, 412, "UpdateConditionNotSatisfied");
                break;
            case StorageFault.TimedOut:
                throw new TaskCanceledException("Injected: the request timed out");
            case StorageFault.AnswerLost:
                throw new IOException("Injected: the connection broke before the answer came");
        }
    }

    private static void Answer(HttpMessage message, int status, string code)
    {
        if (message.HasResponse)
        {
            message.Response.Dispose();
        }

        message.Response = new InjectedResponse(status, code, message.Request.ClientRequestId);
    }

    /// <summary>An insert of one row. A transaction is no such thing: its 409 comes with the retry after a lost answer, from storage itself.</summary>
    private static bool IsInsert(Request request) =>
        request.Method == RequestMethod.Post && !IsTransaction(request);

    private static bool IsConditional(Request request) =>
        request.Method != RequestMethod.Get && request.Headers.TryGetValue("If-Match", out var etag) && etag != "*";

    private static bool IsTransaction(Request request) => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal);
}
