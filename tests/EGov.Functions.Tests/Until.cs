namespace EGov.Functions.Tests;

/// <summary>Waits for a condition that another process brings about; bounded, and never longer than needed.</summary>
internal static class Until
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <param name="hoped">What is waited for, for the message when it does not come.</param>
    public static Task Async(Func<Task<bool>> condition, string hoped, TimeSpan? most = null) =>
        ValueAsync(async () => await condition() ? new object() : null, hoped, most);

    /// <summary>The first value that is not null.</summary>
    public static async Task<T> ValueAsync<T>(Func<Task<T?>> look, string hoped, TimeSpan? most = null)
        where T : class
    {
        using var limit = new CancellationTokenSource(most ?? TimeSpan.FromSeconds(30));
        using var rhythm = new PeriodicTimer(Between);
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            try
            {
                await rhythm.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"It did not come about in time that {hoped}");
            }
        }
    }
}
