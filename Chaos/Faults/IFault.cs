using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>One kind of thing that goes wrong.</summary>
internal interface IFault
{
    /// <summary>The name it is asked for by.</summary>
    string Kind { get; }

    /// <summary>What it takes.</summary>
    IReadOnlyList<FaultParameter> Parameters => [];

    /// <summary>Whether nothing else may happen to its target while it begins or is cured.</summary>
    bool TakesTurn => true;

    /// <summary>Refuses a target in a state in which the fault would mean nothing.</summary>
    /// <exception cref="RefusedException">It is in such a state.</exception>
    void CheckState(TrackedInstance target)
    {
        if (!target.IsRunning)
        {
            throw RefusedException.Conflict("wrong-state", $"'{target.Instance}' is {target.State}; '{Kind}' needs it Running.");
        }
    }

    /// <summary>Brings it about on an instance; returns when independent observation shows the effect.</summary>
    /// <param name="target">The instance as it was a moment ago.</param>
    /// <param name="arguments">A value for each of <see cref="Parameters"/> that was given or has a default.</param>
    /// <param name="cancellationToken">The application stops.</param>
    /// <exception cref="RefusedException">It cannot be; nothing is left of it.</exception>
    Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken);
}
