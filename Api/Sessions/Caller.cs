using System.Reflection;

namespace AspireStateless.Api.Sessions;

/// <summary>Who sent the request: a parameter of every handler that needs a session. Its endpoint has to require one.</summary>
/// <param name="Session">As it was when this request was let in.</param>
internal sealed record Caller(SessionId Id, Session Session) : IBindableFromHttpContext<Caller>
{
    public Username User => Id.User;

    public bool IsAdmin => User == Username.Admin;

    /// <returns>Null where nobody is logged in, which is a fault of the endpoint unless it takes a nullable caller.</returns>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) => new(context.Features.Get<Caller>());
}
