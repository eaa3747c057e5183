using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace EGov.Functions.Hosting.Limits;

/// <summary>
/// Which network a call comes from. In Azure the socket is the platform's own: its front end appends the address that it saw to
/// <c>X-Forwarded-For</c>. Whatever stands before that entry the caller may have written themselves, so it is counted from the end, and only as many
/// hops as are the platform's are believed (<c>Limits:ForwardedHops</c>, which the templates set). Without a front end, as on a developer's machine, that is none:
/// the header is nobody's word there, and the socket counts.
/// </summary>
internal static class Networks
{
    /// <summary>An IPv6 subscriber has at least all addresses of a /64, so those are one network.</summary>
    private const int SubscriberBytes = 8;

    public static ReadOnlySpan<byte> Of(HttpContext http, int hops)
    {
        var address = Forwarded(http.Request, hops) ?? http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        return address.AddressFamily is AddressFamily.InterNetworkV6 ? bytes.AsSpan(0, SubscriberBytes) : bytes;
    }

    /// <summary>The entry that the outermost hop of the platform appended: an address, with or without a port.</summary>
    private static IPAddress? Forwarded(HttpRequest request, int hops)
    {
        if (hops == 0)
        {
            return null;
        }

        var entries = request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return entries.Length >= hops && IPEndPoint.TryParse(entries[^hops], out var found) ? found.Address : null;
    }
}
