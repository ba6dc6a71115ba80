using AspireStateless.Api.Problems;
using Microsoft.AspNetCore.Authentication;

namespace AspireStateless.Api.Sessions;

internal static class SessionServices
{
    public static void AddSessions(this WebApplicationBuilder builder)
    {
        builder.AddSection<SessionsOptions>("Sessions");
        builder.Services.AddSingleton<ISessions, RedisSessions>();
        builder.Services.AddSingleton<KnownTokens>();
        builder.Services.AddSingleton<SessionTokens>();
        builder.Services.AddSingleton<SessionCookie>();
        // A handler says twice of every request without a session that it has none: no news, and a cost under load.
        builder.Logging.AddFilter(typeof(TicketHandler).Namespace, LogLevel.Warning);
        // No default scheme: only an endpoint that requires a session asks for one, and the others work while Redis is away.
        builder.Services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, TicketHandler>(TicketHandler.SchemeName, configureOptions: null)
            // For the format of its tokens. Its handler would be a second one for every request.
            .AddBearerToken();
        builder.Services.AddAuthorization();
    }

    /// <summary>Lets nobody in without a session.</summary>
    public static TBuilder RequireSession<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.AddAuthenticationSchemes(SessionHandler.SchemeName).RequireAuthenticatedUser())
            .Refuses(ProblemType.NotLoggedIn);

    /// <summary>Lets nobody in without a token of ours. Whether its session lives is for the handler to find out.</summary>
    public static TBuilder RequireTicket<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.AddAuthenticationSchemes(TicketHandler.SchemeName).RequireAuthenticatedUser())
            .Refuses(ProblemType.NotLoggedIn);

    /// <summary>Lets only the user admin in.</summary>
    public static TBuilder RequireAdmin<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(
                admin => admin.AddAuthenticationSchemes(SessionHandler.SchemeName).RequireUserName(Username.Admin.Value))
            .Refuses(ProblemType.NotLoggedIn, ProblemType.Forbidden);
}
