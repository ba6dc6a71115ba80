using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace AspireStateless.Api.Security;

/// <summary>Takes the client's address and scheme from proxies that are trusted, and from nobody else.</summary>
internal static class TrustedProxies
{
    /// <summary>In front of an address of IPv4 that is written as one of IPv6.</summary>
    private const int MappedBits = 96;

    public static void AddTrustedProxies(this WebApplicationBuilder builder) =>
        builder.AddSection<ProxiesOptions>("Proxies")
            .Validate(
                proxies => proxies.Trusted.All(network => TryParse(network, out _)),
                "Proxies:Trusted takes addresses and networks, as 10.0.0.7 or 10.0.0.0/8.")
            // What binds a list passes over a single value without a word.
            .Validate(
                _ => string.IsNullOrEmpty(builder.Configuration["Proxies:Trusted"]),
                "Proxies:Trusted is a list: set Proxies:Trusted:0, Proxies:Trusted:1 and so on (environment: Proxies__Trusted__0).");

    public static void UseTrustedProxies(this WebApplication app)
    {
        var trusted = app.Services.GetRequiredService<IOptions<ProxiesOptions>>().Value.Trusted;
        if (trusted.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // As many proxies in a row as are trusted; the first address that is not is the client.
            ForwardLimit = null,
        };
        // The framework trusts its own machine unless told otherwise.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var text in trusted)
        {
            _ = TryParse(text, out var network);
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }

    private static bool TryParse(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            network = new(address, address.GetAddressBytes().Length * 8);
        }
        else if (!IPNetwork.TryParse(text, out network))
        {
            return false;
        }

        // The middleware compares addresses of IPv4 as such, in whatever form they come.
        if (network.BaseAddress.IsIPv4MappedToIPv6 && network.PrefixLength >= MappedBits)
        {
            network = new(network.BaseAddress.MapToIPv4(), network.PrefixLength - MappedBits);
        }

        return true;
    }
}
