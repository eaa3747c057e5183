using System.Net;
using System.Net.Sockets;

namespace EGov.Functions.Hosting.Outgoing;

/// <summary>
/// The only way out over HTTP (against server-side request forgery). A name leads where its owner says, today and at each connection anew: so what is
/// judged is the address that is connected to. Redirects and proxies are not followed.
/// </summary>
public static class OutgoingConnections
{
    /// <param name="configured">Where the setting says. If it names this machine, that is meant, and nothing else is reached; any other name must lead to the public internet.</param>
    public static SocketsHttpHandler To(Uri configured) =>
        configured.IsLoopback ? To(IPAddress.IsLoopback, Dns.GetHostAddressesAsync) : ToThePublic();

    /// <summary>What a client gets that says nothing of its own.</summary>
    public static SocketsHttpHandler ToThePublic() => To(PublicAddresses.Contain, Dns.GetHostAddressesAsync);

    internal static SocketsHttpHandler To(Func<IPAddress, bool> allowed, Func<string, CancellationToken, Task<IPAddress[]>> resolve) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        ConnectCallback = async (context, cancellation) =>
        {
            var addresses = (await resolve(context.DnsEndPoint.Host, cancellation)).Where(allowed).ToArray();
            if (addresses.Length == 0)
            {
                throw new HttpRequestException(HttpRequestError.ConnectionError, "The name leads to no address that may be connected to");
            }

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}
