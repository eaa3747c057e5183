using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace EGov.Testing.Tests;

/// <summary>The function app as a process of its own is asked to stop while it is busy.</summary>
public sealed class ShutdownTests
{
    private const int Clients = 16;
    private const int Busy = 150;

    /// <summary>Less than a lock lasts and less than a promise waits: whatever arrives within it had to wait for neither.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_that_is_asked_to_stop_under_load_answers_what_it_began_and_leaves_nothing_locked_promised_or_counted()
    {
        await using var stack = await LocalStack.StartAsync(cancellation: Cancellation);
        // A connection for each call: whoever has one when the host stops is in flight, and not merely idle.
        using var http = new HttpClient { DefaultRequestHeaders = { ConnectionClose = true } };
        var submissions = new Submissions(http, stack.ApiBase, "ird-postal-address");
        var token = await stack.TokenAsync("chan-tai-man", Cancellation);
        var (answers, busy) = (new ConcurrentBag<SubmissionAnswer>(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

        var clients = Enumerable.Range(0, Clients).Select(_ => SubmitUntilAwayAsync(submissions, token, answers, busy)).ToList();
        await busy.Task.WaitAsync(Cancellation);
        var exit = await stack.Host.TerminateAsync(Cancellation);
        await Task.WhenAll(clients);

        Assert.Equal(0, exit);
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        // Everything that is left waits in its queue, never shown to a function: no lock, no promise, no delivery counted, no dead letter.
        Assert.All(Messages(Path.Combine(stack.Folder, "bus.db")), left => Assert.Equal((0, 0), (left.State, left.Deliveries)));

        await stack.Host.StartAsync(Cancellation);
        Assert.Equal(
            answers.Select(answer => answer.Reference).Order(StringComparer.Ordinal),
            (await InboxAsync(stack, atLeast: answers.Count)).Order(StringComparer.Ordinal));
    }

    private static async Task SubmitUntilAwayAsync(Submissions submissions, string token, ConcurrentBag<SubmissionAnswer> answers, TaskCompletionSource busy)
    {
        try
        {
            while (true)
            {
                answers.Add(await submissions.SendAsync(token, Guid.NewGuid().ToString(), Cancellation));
                if (answers.Count >= Busy)
                {
                    busy.TrySetResult();
                }
            }
        }
        catch (HttpRequestException)
        {
            // Nobody listens any more; that this call was not begun shows in the inbox.
        }
    }

    private static List<(int State, int Deliveries)> Messages(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT state, deliveries FROM message";
        using var reader = command.ExecuteReader();
        var messages = new List<(int, int)>();
        while (reader.Read())
        {
            messages.Add((reader.GetInt32(0), reader.GetInt32(1)));
        }

        return messages;
    }

    /// <summary>The references in the department's inbox, once there are enough.</summary>
    private static async Task<List<string>> InboxAsync(LocalStack stack, int atLeast)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(s_patience);
        while (true)
        {
            var references = new List<string>();
            for (string? continuation = "", next = null; continuation is not null; continuation = next)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(stack.ApiBase, $"departments/ird/inbox?take=100&continuation={Uri.EscapeDataString(continuation)}"));
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await stack.DepartmentTokenAsync("ird", patience.Token));
                using var answer = await stack.Http.SendAsync(request, patience.Token);
                var page = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(patience.Token);
                references.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("reference").GetString()!));
                next = page.TryGetProperty("continuation", out var more) ? more.GetString() : null;
            }

            if (references.Count >= atLeast)
            {
                return references;
            }
        }
    }
}
