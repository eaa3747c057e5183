using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace EGov.Functions.Hosting.Limits;

/// <summary>
/// Which network a call comes from. In Azure the socket is the platform's own: its front end appends the address that it saw to
/// <c>X-Forwarded-For</c>. Whatever stands before that entry the caller may have written themselves, so it is counted from the end, and only as many
/// hops as are the platform's are believed. Without a front end (<c>Limits:ForwardedHops</c> 0, as on a developer's machine) the header is nobody's word and the socket counts.
/// </summary>
internal static class Networks
{
    /// <summary>An IPv6 subscriber has at least all addresses of a /64, so those are one network.</summary>
    private const int SubscriberBytes = 8;

    /// <summary>Azure names the site to its applications; with a further proxy before the front end, say 2.</summary>
    public static int ForwardedHops(IConfiguration configuration) =>
        configuration.GetValue("Limits:ForwardedHops", string.IsNullOrEmpty(configuration["WEBSITE_SITE_NAME"]) ? 0 : 1);

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
