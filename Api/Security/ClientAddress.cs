using System.Net;
using System.Net.Sockets;
using IPNetwork = System.Net.IPNetwork;

namespace AspireStateless.Api.Security;

/// <summary>Who a client is to what counts by client: one text for every address that is one client's, in every form it can take.</summary>
internal static class ClientAddress
{
    // An IPv4 address as a translator to IPv6 shows it (RFC 6052), and the 2^80 addresses that 6to4 gives to it (RFC 3056).
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    // What one subscriber has of IPv6 at least, and can change within as they like.
    private const int PrefixBytes = 8;

    /// <summary>Behind a proxy this is the proxy, unless it is one of Proxies:Trusted.</summary>
    public static string Of(HttpContext context) => context.Connection.RemoteIpAddress is { } address ? Of(address) : "unknown";

    public static string Of(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return address switch
        {
            _ when IPAddress.IsLoopback(address) => $"{IPAddress.Loopback}",
            { AddressFamily: AddressFamily.InterNetwork } => $"{address}",
            _ when address.IsIPv4MappedToIPv6 || Translated.Contains(address) => $"{new IPAddress(bytes.AsSpan(12))}",
            _ when SixToFour.Contains(address) => $"{new IPAddress(bytes.AsSpan(2, 4))}",
            // Without its zone, which says by which interface it came.
            _ => $"{new IPAddress([.. bytes.AsSpan(0, PrefixBytes), .. new byte[16 - PrefixBytes]])}/{8 * PrefixBytes}",
        };
    }
}
