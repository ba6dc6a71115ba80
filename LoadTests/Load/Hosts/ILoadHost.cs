using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Load.Hosts;

/// <summary>
/// Another tool in which operations are carried out, so that it counts and shows them too. When each begins is left to the pacer, and what
/// counts is its record: the host's numbers stand beside it.
/// </summary>
internal interface ILoadHost
{
    string Name { get; }

    /// <summary>
    /// Carries out what it is given until there is no more, in <see cref="HostedOperations.Copies"/> copies for each kind. Blocks
    /// meanwhile.
    /// </summary>
    /// <returns>What it counted.</returns>
    HostCount Run(HostedOperations operations);
}

/// <summary>The operations that a load host counted by itself.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Failed">Refused ones and those of unknown outcome.</param>
internal sealed record HostCount(string Host, long Ok, long Failed)
{
    public override string ToString() => $"{Host} counted {Ok} operations as ok and {Failed} as failed";
}

/// <summary>What a load host is to carry out.</summary>
/// <param name="Operations">How many operations there are, counted from 0.</param>
/// <param name="Duration">From the first due time to the last.</param>
/// <param name="Kind">Of the n-th operation.</param>
/// <param name="Due">The tick at which the n-th operation is due.</param>
/// <param name="Send">Carries the n-th operation out.</param>
internal sealed record LoadJob(
    int Operations, TimeSpan Duration, Func<int, OperationKind> Kind, Func<int, long> Due, Func<int, ValueTask<Completion>> Send);
