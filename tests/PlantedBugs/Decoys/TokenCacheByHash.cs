using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;

namespace AspireStateless.PlantedBugs.Decoys;

/// <summary>
/// Remembers in the process what a token says, by the hash of the token: content that can never change. Whether the session lives is still
/// asked at every request.
/// </summary>
internal sealed class TokenCacheByHash(ISecureDataFormat<AuthenticationTicket> correct) : ISecureDataFormat<AuthenticationTicket>
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, AuthenticationTicket> _tickets = new(StringComparer.Ordinal);

    public static void Plant(IServiceCollection services) => services.PostConfigureAll<BearerTokenOptions>(
        bearer => bearer.BearerTokenProtector = new TokenCacheByHash(bearer.BearerTokenProtector));

    public string Protect(AuthenticationTicket data) => correct.Protect(data);

    public string Protect(AuthenticationTicket data, string? purpose) => correct.Protect(data, purpose);

    public AuthenticationTicket? Unprotect(string? protectedText)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(protectedText ?? "")));
        if (_tickets.TryGetValue(hash, out var known))
        {
            return known;
        }

        var ticket = correct.Unprotect(protectedText);
        if (ticket is not null && _tickets.Count < Most)
        {
            _tickets[hash] = ticket;
        }

        return ticket;
    }

    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose) => correct.Unprotect(protectedText, purpose);
}
