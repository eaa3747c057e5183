using System.Net;

namespace EGov.Functions.Hosting.Outgoing;

/// <summary>
/// Which addresses are somebody else's on the public internet, by IANA's registries of special-purpose addresses (RFC 6890): all others are this machine,
/// this network, a tunnel that leads into one of them, or nobody.
/// </summary>
public static class PublicAddresses
{
    /// <summary>Azure's own service of each virtual machine has an address that looks public.</summary>
    private static readonly IPNetwork[] s_special4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork s_global6 = IPNetwork.Parse("2000::/3");

    /// <summary>Of the global ones: protocols and tunnels (Teredo, 6to4), which carry another address inside, and documentation.</summary>
    private static readonly IPNetwork[] s_special6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    public static bool Contain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork
            ? !s_special4.Any(network => network.Contains(address))
            : s_global6.Contains(address) && !s_special6.Any(network => network.Contains(address));
    }
}
