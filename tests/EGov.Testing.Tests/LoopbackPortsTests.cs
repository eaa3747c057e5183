using System.Net;
using System.Net.Sockets;

namespace EGov.Testing.Tests;

public sealed class LoopbackPortsTests
{
    /// <summary>Of so many chosen by chance alone, some would nearly always be the same.</summary>
    [Fact]
    public void No_port_is_given_twice_though_nobody_listens_there_yet()
    {
        var ports = Enumerable.Range(0, 400).Select(_ => LoopbackPorts.Take()).ToList();

        Assert.Equal(ports.Count, ports.Distinct().Count());
    }

    [Fact]
    public void A_port_that_was_given_to_this_process_cannot_be_claimed_by_another()
    {
        using var claim = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

        var refused = Assert.Throws<SocketException>(() => claim.Bind(new IPEndPoint(IPAddress.Loopback, LoopbackPorts.Take())));

        Assert.Equal(SocketError.AddressAlreadyInUse, refused.SocketErrorCode);
    }

    [Fact]
    public void A_port_that_was_given_can_be_listened_on()
    {
        using var listener = new TcpListener(IPAddress.Loopback, LoopbackPorts.Take());

        listener.Start();
    }
}
