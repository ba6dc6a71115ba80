using System.Collections.Concurrent;
using AspireStateless.Api.Sessions;
using AspireStateless.PlantedBugs.Parts;

namespace AspireStateless.PlantedBugs.Bugs;

/// <summary>
/// Lets requests that read the same session at once share one read, and tells sessions apart by a hash that is too short: one in a thousand
/// pairs of users who come at the same instant see one user's session both.
/// </summary>
internal sealed class SwappedSession(ISessions correct) : AroundSessions(correct)
{
    private const int Slots = 1024;

    private readonly ConcurrentDictionary<int, Task<Session?>> _reading = new();

    public static void Plant(IServiceCollection services) => services.Wrap<ISessions, SwappedSession>();

    public override async Task<Session?> UseAsync(SessionId id, CancellationToken cancellationToken)
    {
        var slot = StringComparer.Ordinal.GetHashCode(id.Value) & (Slots - 1);
        var reading = _reading.GetOrAdd(slot, _ => Correct.UseAsync(id, CancellationToken.None));
        try
        {
            return await reading;
        }
        finally
        {
            _reading.TryRemove(new(slot, reading));
        }
    }
}
