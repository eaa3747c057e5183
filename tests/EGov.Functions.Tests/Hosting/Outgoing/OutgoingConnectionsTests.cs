using System.Net;
using EGov.Functions.Hosting.Outgoing;
using EGov.Testing;
using Microsoft.AspNetCore.Builder;

namespace EGov.Functions.Tests.Hosting.Outgoing;

public sealed class OutgoingConnectionsTests : IAsyncLifetime
{
    private readonly WebApplication _server;
    private int _asked;

    public OutgoingConnectionsTests()
    {
        var builder = LoopbackServer.CreateBuilder();
        _server = builder.Build();
        _server.MapGet("/", () => $"hello {Interlocked.Increment(ref _asked)}");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int Port => new Uri(_server.Urls.First()).Port;

    public async ValueTask InitializeAsync() => await _server.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Where_the_setting_names_this_machine_it_is_reached()
    {
        using var http = new HttpClient(OutgoingConnections.To(new Uri($"http://127.0.0.1:{Port}/")));

        Assert.Equal("hello 1", await http.GetStringAsync(new Uri($"http://127.0.0.1:{Port}/"), Cancellation));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Where_it_names_somebody_else_this_machine_is_not_reached_by_number_or_name(string host)
    {
        using var http = new HttpClient(OutgoingConnections.To(new Uri("https://holidays.example/")));

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(new Uri($"http://{host}:{Port}/"), Cancellation));

        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
        Assert.Equal(0, _asked);
    }

    [Fact]
    public async Task A_name_that_leads_elsewhere_by_the_time_of_the_connection_is_judged_by_where_it_leads()
    {
        using var http = new HttpClient(OutgoingConnections.To(PublicAddresses.Contain, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("169.254.169.254")])));

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(new Uri($"http://rebound.example:{Port}/"), Cancellation));

        Assert.Equal(0, _asked);
    }
}
