using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Engines;

/// <summary>What runs the replicas of services, and has an API to be asked and told by.</summary>
internal interface IEngine : IDisposable
{
    /// <summary>Where its API is.</summary>
    string Address { get; }

    /// <summary>The machine that replicas are reached on.</summary>
    string Host { get; }

    /// <summary>What to look at where it refused something.</summary>
    string Advice { get; }

    /// <summary>What to do where it refused to have something undone.</summary>
    string ByHand { get; }

    /// <summary>The service that is meant, and the stores beside it.</summary>
    /// <param name="name">As the user gave it.</param>
    /// <param name="usual">Which service, where the name does not say.</param>
    /// <param name="stores">Names of stores that there may be.</param>
    /// <exception cref="BadInputException">There is no such service, or more than one.</exception>
    /// <exception cref="CopyRefusedException">The engine does not tell.</exception>
    Task<EngineFinding> FindAsync(string name, string usual, IReadOnlyList<string> stores, CancellationToken cancellationToken);

    /// <summary>Undoes something, unless somebody else has.</summary>
    /// <returns>Whether there was something to do.</returns>
    /// <exception cref="CopyRefusedException">It cannot be undone.</exception>
    Task<bool> CarryOutAsync(Undo undo, CancellationToken cancellationToken);
}

/// <summary>What was found on an engine.</summary>
/// <param name="Stores">By name.</param>
internal sealed record EngineFinding(EngineService Service, IReadOnlyDictionary<string, EngineService> Stores);
