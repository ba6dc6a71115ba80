namespace AspireStateless.LoadTests.Targets;

/// <summary>Copies of a service that no AppHost runs: how they are, and what can be done to them. Thread-safe.</summary>
internal interface ICopies
{
    /// <summary>What runs now.</summary>
    Topology Topology { get; }

    /// <summary>Has each later state of an instance told.</summary>
    void Follow(Action<InstanceState> changed);

    /// <summary>Returns when the fault has taken effect.</summary>
    /// <exception cref="CopyRefusedException">It cannot be, or has not.</exception>
    Task<CopyFault> InjectAsync(FaultRequest request, CancellationToken cancellationToken);
}

/// <summary>A fault that took effect.</summary>
/// <param name="Target">The instance that it hit: another than was asked for, where somebody else chooses.</param>
/// <param name="Evidence">A record of <see cref="Control.Evidence"/>.</param>
/// <param name="CureAsync">Undoes it; returns a record of the same.</param>
internal sealed record CopyFault(string Target, object Evidence, Func<CancellationToken, Task<object>> CureAsync);

/// <summary>What was asked for was not done.</summary>
/// <param name="message">Why.</param>
internal sealed class CopyRefusedException(string message, Exception? inner = null) : Exception(message, inner);
