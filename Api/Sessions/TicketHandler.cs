using System.Security.Claims;
using System.Text.Encodings.Web;
using AspireStateless.Api.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Sessions;

/// <summary>Lets a request in when its token is ours. Who takes the <see cref="SessionTicket"/> asks whether its session lives.</summary>
internal class TicketHandler(
    SessionTokens tokens,
    SessionCookie cookie,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Ticket";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (FindToken() is not { } token)
        {
            return AuthenticateResult.NoResult();
        }

        if (await tokens.ReadAsync(token, Context.RequestAborted) is not { } session)
        {
            return AuthenticateResult.Fail("The token is not one of ours.");
        }

        Context.Features.Set(new SessionTicket(session));
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, session.User.Value)], Scheme.Name);
        return AuthenticateResult.Success(new(new(identity), Scheme.Name));
    }

    protected sealed override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ApiProblem.Refused(ProblemType.NotLoggedIn, "Send the token of a login that has not ended: Authorization: Bearer <token>.")
            .ExecuteAsync(Context);
    }

    protected sealed override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiProblem.Refused(ProblemType.Forbidden, "Only the user admin may do that.").ExecuteAsync(Context);

    private string? FindToken() =>
        Request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..].TrimStart(' ')
            : cookie.Read(Request);
}
