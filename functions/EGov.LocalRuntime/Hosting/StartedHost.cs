using Microsoft.Extensions.Hosting;

namespace EGov.LocalRuntime.Hosting;

/// <summary>Triggers begin when every hosted service of the app has started, so that none meets a half-made app.</summary>
internal static class StartedHost
{
    public static async Task WaitForStartAsync(this IHostApplicationLifetime lifetime, CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var begun = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await using var ended = stopping.Register(() => started.TrySetCanceled(stopping));
        await started.Task;
    }
}
