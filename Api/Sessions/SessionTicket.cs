using System.Reflection;

namespace AspireStateless.Api.Sessions;

/// <summary>
/// Which session a request's token stands for, and no more: nobody has asked yet whether it lives. A parameter of handlers whose store
/// uses the session in the same step that does the rest; their endpoint has to require a ticket.
/// </summary>
internal sealed record SessionTicket(SessionId Session) : IBindableFromHttpContext<SessionTicket>
{
    /// <returns>Null without a token of ours, which is a fault of the endpoint.</returns>
    public static ValueTask<SessionTicket?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(context.Features.Get<SessionTicket>());
}
