using System.Security.Cryptography;
using System.Text;
using AspireStateless.Api.Inputs;
using Microsoft.Extensions.Options;
using Npgsql;
using StackExchange.Redis;

namespace AspireStateless.Api.Sessions;

/// <summary>The token as browsers keep it: out of reach of scripts, of other sites, and of the other applications of this host.</summary>
/// <remarks>
/// A browser sends the cookies of a host to all its ports. So the name is one that replicas share and applications do not: from the
/// configuration, or from where the stores are.
/// </remarks>
internal sealed class SessionCookie(IOptions<SessionsOptions> options, IConfiguration configuration)
{
    private readonly string _name = options.Value.Cookie ?? "session-" + OfStores(configuration);

    public void Set(HttpResponse response, string token) =>
        response.Cookies.Append(NameFor(response.HttpContext.Request), token, Options(response));

    public void Delete(HttpResponse response) => response.Cookies.Delete(NameFor(response.HttpContext.Request), Options(response));

    /// <summary>Reads the token, unless another site sent the browser here.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="InvalidInputException">The request would change something, and may not come from our own page.</exception>
    public string? Read(HttpRequest request)
    {
        if (!request.Cookies.TryGetValue(NameFor(request), out var token) || string.IsNullOrEmpty(token))
        {
            return null;
        }

        OwnPage.Require(request);
        return token;
    }

    // With the prefix browsers take it over https only, and from nobody else of the domain. Without https they take none with it.
    private string NameFor(HttpRequest request) => request.IsHttps ? "__Host-" + _name : _name;

    // Neither their passwords nor options of the connection: the name outlives both.
    private static string OfStores(IConfiguration configuration)
    {
        var redis = ConfigurationOptions.Parse(configuration.GetConnectionString("redis")!);
        var shop = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("shop"));
        var stores = $"{string.Join(' ', redis.EndPoints)} {redis.DefaultDatabase} {shop.Host} {shop.Port} {shop.Database}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stores)).AsSpan(0, 8));
    }

    private static CookieOptions Options(HttpResponse response) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = response.HttpContext.Request.IsHttps,
        IsEssential = true,
        Path = "/",
    };
}
