using System.Net;
using System.Security.Cryptography;

namespace AspireStateless.Dashboard;

/// <summary>Where the dashboard listens and who may see it.</summary>
public sealed record DashboardOptions
{
    /// <summary>Where the pages are; port 0 takes a free one. Loopback unless somebody configures another address.</summary>
    public IPEndPoint Pages { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>Where telemetry is sent to; port 0 takes a free one.</summary>
    public IPEndPoint Otlp { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>What people log in with; 128 random bits unless configured.</summary>
    public string BrowserToken { get; init; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>What senders of telemetry have to show; 128 random bits unless configured.</summary>
    public string OtlpApiKey { get; init; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Whether everyone who reaches the dashboard may use it without logging in.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>An address from configuration, such as <c>http://localhost:15000</c>; several may be joined by semicolons, the first http one counts.</summary>
    /// <exception cref="FormatException">There is no http address in it.</exception>
    public static IPEndPoint Parse(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal),
                UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp)
            {
                return new IPEndPoint(IPAddress.TryParse(address.Host.Trim('[', ']'), out var known) ? known : IPAddress.Loopback, address.Port);
            }
        }

        throw new FormatException($"'{urls}' names no address that the dashboard can listen on. It has to be like http://localhost:15000.");
    }
}
