using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EGov.Testing;

/// <summary>
/// Free ports below the range that the system gives to outgoing connections: a host that is restarted on its port must not
/// find a client's connection there, least of all one that a retrying client made to itself. Each is given once, to one test process: what is to
/// listen there starts seconds later, and many start at once.
/// </summary>
public static class LoopbackPorts
{
    private const int Lowest = 17600;
    private const int Highest = 32000;

    /// <summary>Whose a port is, a UDP socket of its number says: nothing here speaks UDP, and the system closes it with the process.</summary>
    private static readonly ConcurrentBag<Socket> s_held = [];

    public static int Take()
    {
        while (true)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (Hold(port) && NobodyListens(port))
            {
                return port;
            }
        }
    }

    private static bool Hold(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            s_held.Add(socket);
            return true;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return false;
        }
    }

    private static bool NobodyListens(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
