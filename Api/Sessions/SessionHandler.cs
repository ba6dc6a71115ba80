using System.Text.Encodings.Web;
using AspireStateless.Api.Problems;
using AspireStateless.Api.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Sessions;

/// <summary>Lets a request in when its token is ours and its session lives, whichever replica made them.</summary>
internal sealed class SessionHandler(
    ISessions sessions, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var token = await Context.AuthenticateAsync(BearerTokenDefaults.AuthenticationScheme);
        if (!token.Succeeded)
        {
            return token;
        }

        var id = SessionTokens.Read(token.Principal);
        if (await BeforeAnyEffect.RunAsync(sessions.UseAsync(id, Context.RequestAborted)) is not { } session)
        {
            return AuthenticateResult.Fail("The session has ended.");
        }

        Context.Features.Set(new Caller(id, session));
        return AuthenticateResult.Success(new(token.Principal, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ApiProblem.Refused(ProblemType.NotLoggedIn, "Send the token of a login that has not ended: Authorization: Bearer <token>.")
            .ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiProblem.Refused(ProblemType.Forbidden, "Only the user admin may do that.").ExecuteAsync(Context);
}
