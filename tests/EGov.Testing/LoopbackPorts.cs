using System.Net;
using System.Net.Sockets;

namespace EGov.Testing;

/// <summary>
/// Free ports below the range that the system gives to outgoing connections: a host that is restarted on its port must not
/// find a client's connection there, least of all one that a retrying client made to itself.
/// </summary>
public static class LoopbackPorts
{
    private const int Lowest = 17600;
    private const int Highest = 32000;

    public static int Take()
    {
        while (true)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                listener.Stop();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there; another number.
            }
        }
    }
}
