using System.Text.Encodings.Web;
using AspireStateless.Api.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Sessions;

/// <summary>Lets a request in when its token is ours and its session lives, whichever replica made them.</summary>
internal sealed class SessionHandler(
    ISessions sessions,
    SessionTokens tokens,
    SessionCookie cookie,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder)
    : TicketHandler(tokens, cookie, options, logger, encoder)
{
    public new const string SchemeName = "Session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var ticket = await base.HandleAuthenticateAsync();
        if (!ticket.Succeeded)
        {
            return ticket;
        }

        var id = Context.Features.Get<SessionTicket>()!.Session;
        if (await BeforeAnyEffect.RunAsync(sessions.UseAsync(id, Context.RequestAborted)) is not { } session)
        {
            return AuthenticateResult.Fail("The session has ended.");
        }

        Context.Features.Set(new Caller(id, session));
        return ticket;
    }
}
