using System.Net;
using AspireStateless.Api.Tests.Servers;

namespace AspireStateless.Api.Tests;

/// <summary>Who a client is: one, whatever its address is written like, and whichever of its own addresses it uses.</summary>
public sealed class ClientsTests(Stores stores)
{
    private static readonly (string, string)[] Limits = [("Accounts:FailedLoginsPerMinute", "3"), ("Proxies:Trusted:0", "127.0.0.1")];

    [Theory]
    [InlineData("IPv4", "198.51.100.7", "198.51.100.7:4711", "::ffff:198.51.100.7", "[::FFFF:c633:6407]:4711", "64:ff9b::198.51.100.7")]
    [InlineData("6to4", "198.51.100.8", "2002:c633:6408::1", "2002:C633:6408:1::1", "2002:c633:6408:2::1")]
    [InlineData("a /64 of IPv6", "2001:db8:1:2::1", "2001:DB8:1:2::2", "[2001:db8:1:2:ffff::3]:443", "2001:0db8:0001:0002:0:0:0:4")]
    [InlineData("a zone", "fe80::1", "fe80::2%1", "[fe80::3%2]:443", "FE80::4")]
    public async Task Every_address_of_a_client_counts_for_it(string what, params string[] addresses)
    {
        using var host = new ApiHost(stores, Limits);
        using var client = host.CreateClient();

        foreach (var address in addresses.Take(3))
        {
            Assert.Equal((what, address, HttpStatusCode.Unauthorized), (what, address, await GuessAsync(client, address)));
        }

        foreach (var address in addresses)
        {
            Assert.Equal((what, address, HttpStatusCode.TooManyRequests), (what, address, await GuessAsync(client, address)));
        }
    }

    [Fact]
    public async Task Neighbours_are_other_clients()
    {
        using var host = new ApiHost(stores, Limits);
        using var client = host.CreateClient();

        foreach (var address in new[]
        {
            "203.0.113.20", "203.0.113.21", "2001:db8:2::1", "2001:db8:2:1::1", "64:ff9b::203.0.113.22", "64:ff9b::203.0.113.23",
            "2002:cb00:7118::1", "2002:cb00:7119::1",
        })
        {
            Assert.Equal((address, HttpStatusCode.Unauthorized), (address, await GuessAsync(client, address)));
            Assert.Equal((address, HttpStatusCode.Unauthorized), (address, await GuessAsync(client, address)));
        }
    }

    [Fact]
    public async Task A_proxy_is_trusted_in_the_other_form_of_its_address_too()
    {
        using var host = new ApiHost(stores, ("Accounts:FailedLoginsPerMinute", "1"), ("Proxies:Trusted:0", "::ffff:127.0.0.0/104"));
        using var client = host.CreateClient();

        Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(client, "203.0.113.30"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(client, "203.0.113.31"));
    }

    private static async Task<HttpStatusCode> GuessAsync(HttpClient client, string address)
    {
        client.DefaultRequestHeaders.Remove("X-Forwarded-For");
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-For", address);
        using var response = await client.PostLoginAsync("nobody-of-this-name", "wrong password");
        return response.StatusCode;
    }
}
