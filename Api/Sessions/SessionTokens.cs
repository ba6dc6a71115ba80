using System.Security.Claims;
using AspireStateless.Api.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Sessions;

/// <summary>Turns a session into a token and back. A token is data-protected: its holder can neither read nor change it.</summary>
internal sealed class SessionTokens(IOptionsMonitor<BearerTokenOptions> options)
{
    private const string Scheme = BearerTokenDefaults.AuthenticationScheme;

    // Of no weight: only the session in Redis ends a token, so that no replica's clock does.
    private static readonly DateTimeOffset FarAway = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Issue(SessionId session)
    {
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.Name, session.User.Value), new(ClaimTypes.Sid, session.Value)], authenticationType: Scheme);
        var ticket = new AuthenticationTicket(new(identity), new AuthenticationProperties { ExpiresUtc = FarAway }, Scheme);
        return options.Get(Scheme).BearerTokenProtector.Protect(ticket);
    }

    /// <param name="principal">What the token handler made of a token of ours.</param>
    public static SessionId Read(ClaimsPrincipal principal) => new(
        Username.Parse(principal.FindFirstValue(ClaimTypes.Name)!, provider: null), principal.FindFirstValue(ClaimTypes.Sid)!);
}
