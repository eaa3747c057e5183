using System.Net;
using EGov.Functions.Hosting.Limits;

namespace EGov.Functions.Tests.Hosting.Limits;

public sealed class NetworksTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:ffff::1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", true)]
    public void An_address_is_a_network_and_of_version_6_all_addresses_of_a_subscriber_are(string one, string other, bool same) =>
        Assert.Equal(same, Of(one, null, 0).SequenceEqual(Of(other, null, 0)));

    [Theory]
    [InlineData("198.51.100.1", 1, "198.51.100.1")]
    [InlineData("198.51.100.1:49152", 1, "198.51.100.1")]
    [InlineData("[2001:db8::1]:443", 1, "2001:db8::1")]
    [InlineData("2001:db8::1", 1, "2001:db8::1")]
    [InlineData("10.9.9.9, 198.51.100.1", 1, "198.51.100.1")]
    [InlineData("10.9.9.9, 198.51.100.1, 192.0.2.1", 2, "198.51.100.1")]
    [InlineData("unknown, 198.51.100.1", 1, "198.51.100.1")]
    public void What_the_front_end_appended_counts_and_what_stands_before_it_may_be_anything(string header, int hops, string address) =>
        Assert.True(Of("127.0.0.1", header, hops).SequenceEqual(Of(address, null, 0)));

    [Theory]
    [InlineData("198.51.100.1", 0)]
    [InlineData("", 1)]
    [InlineData("not an address", 1)]
    [InlineData("198.51.100.1", 2)]
    public void Without_a_front_end_that_has_its_say_the_socket_counts(string header, int hops) =>
        Assert.True(Of("203.0.113.7", header, hops).SequenceEqual(Of("203.0.113.7", null, 0)));

    private static byte[] Of(string socket, string? header, int hops)
    {
        var http = HttpCalls.Call();
        http.Connection.RemoteIpAddress = IPAddress.Parse(socket);
        if (header is not null)
        {
            http.Request.Headers["X-Forwarded-For"] = header;
        }

        return Networks.Of(http, hops).ToArray();
    }
}
