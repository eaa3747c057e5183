using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using EGov.Testing;

namespace EGov.Benchmarks;

/// <summary>What several scenarios do with a stack.</summary>
internal static class Stacks
{
    public const string Form = "ird-postal-address";

    private static readonly string[] s_grows = ["Submissions", "Inboxes", "Timelines", "RawInserts"];

    private static readonly string[] s_people = ["chan-tai-man", "wong-siu-ming", "lee-mei-ling"];

    public static Task<string[]> TokensAsync(this LocalStack stack, CancellationToken cancellation) =>
        Task.WhenAll(s_people.Select(person => stack.TokenAsync(person, cancellation)));

    /// <returns>The reference.</returns>
    /// <exception cref="InvalidOperationException">It was not accepted: then there is nothing to measure.</exception>
    public static async Task<string> AcceptedAsync(this Submissions submissions, string token, CancellationToken cancellation)
    {
        var answer = await submissions.SendAsync(token, Guid.NewGuid().ToString("N"), cancellation);
        return answer.Status is HttpStatusCode.Created
            ? answer.Reference!
            : throw new InvalidOperationException($"A submission was not accepted: {(int)answer.Status} {answer.Problem}");
    }

    /// <summary>Waits until every event has been handled, so that the next contender has the machine to itself.</summary>
    public static async Task SettleAsync(this LocalStack stack, CancellationToken cancellation)
    {
        while ((await stack.Http.GetFromJsonAsync<JsonElement>(new Uri(stack.AdminBase, "bus"), cancellation)).EnumerateArray()
            .Any(queue => queue.GetProperty("active").GetInt64() + queue.GetProperty("locked").GetInt64() + queue.GetProperty("scheduled").GetInt64() > 0))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }

    /// <summary>
    /// Waits until every event has been handled, and forgets what was submitted: for each row the emulator reads all others of its partition, which
    /// Azure does not, so that whoever came later would have to pay for whoever came before.
    /// </summary>
    public static async Task ClearAsync(this LocalStack stack, CancellationToken cancellation)
    {
        await stack.SettleAsync(cancellation);
        var tables = new TableServiceClient(stack.ConnectionString);
        foreach (var name in s_grows)
        {
            await tables.DeleteTableAsync(name, cancellation);
            await tables.CreateTableIfNotExistsAsync(name, cancellation);
        }
    }
}
