using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;

namespace AspireStateless.Api.Sessions;

/// <summary>
/// Remembers which session a token stands for. The one kind of cache that a replica may keep to itself: a token says the same as long as
/// the keys are the same, and whether its session lives is not asked here. Every request would derive a key and decrypt otherwise.
/// </summary>
internal sealed class KnownTokens(IKeyRingProvider keys)
{
    // A few megabytes at most.
    private const int Most = 10_000;

    private volatile Generation? _current;

    /// <summary>
    /// Those of the ring of keys as it is now, so that a key opens nothing any more when it is revoked. To be asked for before a token is
    /// read, and told afterwards what the token says.
    /// </summary>
    public Generation Current
    {
        get
        {
            var ring = keys.GetCurrentKeyRing();
            return _current is { IsFull: false } current && current.Ring == ring ? current : _current = new(ring);
        }
    }

    public sealed class Generation(IKeyRing ring)
    {
        private readonly ConcurrentDictionary<string, SessionId> _sessions = new(StringComparer.Ordinal);
        private int _count;

        public IKeyRing Ring => ring;

        public bool IsFull => Volatile.Read(ref _count) >= Most;

        public bool TryGet(string token, [NotNullWhen(true)] out SessionId? session) => _sessions.TryGetValue(token, out session);

        public void Add(string token, SessionId session)
        {
            if (_sessions.TryAdd(token, session))
            {
                Interlocked.Increment(ref _count);
            }
        }
    }
}
