using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace EGov.Testing.Tests;

public sealed class LocalStackTests
{
    [Fact]
    public async Task A_killed_host_comes_back_on_its_port_with_what_it_had_accepted()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var stack = await LocalStack.StartAsync(cancellation: cancellation);
        var submissions = new Submissions(stack.Http, stack.ApiBase, "ird-postal-address");
        var token = await stack.TokenAsync("chan-tai-man", cancellation);
        var first = await submissions.SendAsync(token, "the-key", cancellation);
        var before = stack.Host.Id;

        await stack.Host.KillAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => submissions.SendAsync(token, "another-key", cancellation));
        await stack.Host.StartAsync(cancellation);

        Assert.NotEqual(before, stack.Host.Id);
        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(first, await submissions.SendAsync(token, "the-key", cancellation));
    }

    [Fact]
    public async Task What_was_started_is_gone_when_the_stack_is_disposed()
    {
        var stack = await LocalStack.StartAsync(cancellation: TestContext.Current.CancellationToken);
        var host = Process.GetProcessById(stack.Host.Id);

        await stack.DisposeAsync();

        Assert.True(host.HasExited);
        Assert.False(Directory.Exists(stack.Folder));
    }

    [Fact]
    public async Task A_department_signs_in_as_its_own_system()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var stack = await LocalStack.StartAsync(cancellation: cancellation);

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(stack.ApiBase, "departments/ird/inbox"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await stack.DepartmentTokenAsync("ird", cancellation));
        using var answer = await stack.Http.SendAsync(request, cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
