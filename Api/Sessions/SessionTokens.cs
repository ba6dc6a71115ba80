using System.Security.Claims;
using AspireStateless.Api.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Sessions;

/// <summary>Turns a session into a token and back. A token is data-protected: its holder can neither read nor change it.</summary>
internal sealed class SessionTokens(IOptionsMonitor<BearerTokenOptions> options, KeyRing keys, KnownTokens known)
{
    private const string Scheme = BearerTokenDefaults.AuthenticationScheme;

    // Of no weight: only the session in Redis ends a token, so that no replica's clock does.
    private static readonly DateTimeOffset FarAway = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private ISecureDataFormat<AuthenticationTicket> Protector => options.Get(Scheme).BearerTokenProtector;

    /// <exception cref="Storage.StoreUnavailableException">There is no key that this replica can make it with.</exception>
    public string Issue(SessionId session)
    {
        keys.RequireUsable();
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.Name, session.User.Value), new(ClaimTypes.Sid, session.Value)], authenticationType: Scheme);
        var ticket = new AuthenticationTicket(new(identity), new AuthenticationProperties { ExpiresUtc = FarAway }, Scheme);
        return Protector.Protect(ticket);
    }

    /// <returns>Null for what no replica issued.</returns>
    /// <exception cref="Storage.StoreUnavailableException">Its key is new here and cannot be asked for.</exception>
    public async ValueTask<SessionId?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        await keys.LearnKeyOfAsync(token, cancellationToken);
        var generation = known.Current;
        if (generation.TryGet(token, out var session))
        {
            return session;
        }

        if (Protector.Unprotect(token) is not { Principal: var principal })
        {
            return null;
        }

        var user = Username.Parse(principal.FindFirstValue(ClaimTypes.Name)!, provider: null);
        session = new(user, principal.FindFirstValue(ClaimTypes.Sid)!);
        generation.Add(token, session);
        return session;
    }
}
