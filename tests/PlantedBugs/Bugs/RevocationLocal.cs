using System.Collections.Concurrent;
using AspireStateless.Api.Carts;
using AspireStateless.Api.Sessions;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Remembers in the process which sessions were logged out: on every other replica, and after a restart, the token is good again.
/// </summary>
internal sealed class RevocationLocal(ISessions correct) : AroundSessions(correct)
{
    private readonly ConcurrentDictionary<SessionId, bool> _ended = new();

    public static void Plant(IServiceCollection services)
    {
        services.Wrap<ISessions, RevocationLocal>();
        services.Wrap<ICarts, CartsOfSessions>();
    }

    public override Task<Session?> UseAsync(SessionId id, CancellationToken cancellationToken) =>
        _ended.ContainsKey(id) ? Task.FromResult<Session?>(null) : Correct.UseAsync(id, cancellationToken);

    public override Task EndAsync(SessionId id, CancellationToken cancellationToken)
    {
        _ended[id] = true;
        return Task.CompletedTask;
    }
}
