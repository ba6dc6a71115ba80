using AspireStateless.Judging.Models;

namespace AspireStateless.Judging.Contracts;

/// <summary>A session of version 1 that is changed on conditions: a change whose version is the session's raises it by one.</summary>
internal sealed class ConditionalSession : IModel<ConditionalOperation, SessionState>
{
    public SessionState Initial => new(Version: 1, Write: 0);

    public bool Step(in ConditionalOperation operation, SessionState before, out SessionState after)
    {
        var isMet = ConditionalChange.Version(operation.Change) is var version
            && (version == ConditionalChange.Any || version == before.Version);
        var changed = new SessionState(before.Version + 1, ConditionalChange.Write(operation.Change));
        after = operation.Result is ConditionalResult.Changed or ConditionalResult.Unknown ? changed : before;
        return operation.Result switch
        {
            ConditionalResult.Read => operation.Answer == before,
            ConditionalResult.Stale => !isMet,
            ConditionalResult.Changed => isMet && operation.Answer == changed,
            // One that changes nothing can be left out.
            _ => isMet,
        };
    }
}
