using System.Text.Encodings.Web;
using AspireStateless.Api.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Sessions;

/// <summary>Lets a request in when its token is ours. Whether the session lives is left to whoever takes the <see cref="SessionTicket"/>.</summary>
internal class TicketHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Ticket";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var token = await Context.AuthenticateAsync(BearerTokenDefaults.AuthenticationScheme);
        if (!token.Succeeded)
        {
            return token;
        }

        Context.Features.Set(new SessionTicket(SessionTokens.Read(token.Principal)));
        return AuthenticateResult.Success(new(token.Principal, Scheme.Name));
    }

    protected sealed override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ApiProblem.Refused(ProblemType.NotLoggedIn, "Send the token of a login that has not ended: Authorization: Bearer <token>.")
            .ExecuteAsync(Context);
    }

    protected sealed override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiProblem.Refused(ProblemType.Forbidden, "Only the user admin may do that.").ExecuteAsync(Context);
}
