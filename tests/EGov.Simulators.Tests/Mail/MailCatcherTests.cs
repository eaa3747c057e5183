using System.Net;
using System.Net.Http.Json;

namespace EGov.Simulators.Tests.Mail;

public sealed class MailCatcherTests
{
    [Fact]
    public async Task A_message_is_shown_as_text_and_not_sent()
    {
        await using var host = await SimulatorHost.StartAsync();

        using var answer = await host.Http.PostAsJsonAsync(
            "mail", new { to = "someone@example.test", subject = "你的申請 <b>", text = "Line one\nLine two" }, TestContext.Current.CancellationToken);
        var page = await host.Http.GetStringAsync("mail", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Contains("<h2>你的申請 &lt;b&gt;</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<pre>Line one", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_to_nobody_is_refused()
    {
        await using var host = await SimulatorHost.StartAsync();

        using var answer = await host.Http.PostAsJsonAsync("mail", new { subject = "x", text = "y" }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_message_with_an_id_is_caught_once()
    {
        await using var host = await SimulatorHost.StartAsync();
        foreach (var id in new[] { "one", "one", "two" })
        {
            using var answer = await host.Http.PostAsJsonAsync(
                "mail", new { id, to = "a@example.test", subject = $"[{id}]", text = "" }, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        var page = await host.Http.GetStringAsync("mail", TestContext.Current.CancellationToken);

        Assert.Equal(2, page.Split("<article>").Length - 1);
    }

    [Fact]
    public async Task The_oldest_message_goes_when_the_box_is_full()
    {
        await using var host = await SimulatorHost.StartAsync();
        for (var number = 0; number <= 200; number++)
        {
            using var answer = await host.Http.PostAsJsonAsync("mail", new { to = "a@example.test", subject = $"[{number}]", text = "" }, TestContext.Current.CancellationToken);
        }

        var page = await host.Http.GetStringAsync("mail", TestContext.Current.CancellationToken);

        Assert.DoesNotContain("[0]", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("[200]", StringComparison.Ordinal) < page.IndexOf("[1]", StringComparison.Ordinal));
    }
}
