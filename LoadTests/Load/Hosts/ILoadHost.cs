using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Load.Hosts;

/// <summary>
/// Another tool in which operations are carried out, so that it counts and shows them too. When each begins is left to the pacer, and what
/// counts is its record: the host's numbers stand beside it.
/// </summary>
internal interface ILoadHost : IAsyncDisposable
{
    /// <summary>Returns when it takes operations.</summary>
    /// <exception cref="LoadTests.Failures.InvalidRunException">It ended instead.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Carries out the n-th operation of its job.</summary>
    ValueTask<Completion> CarryOutAsync(int operation);

    /// <summary>Ends it, after the last operation.</summary>
    /// <returns>What it counted.</returns>
    Task<HostCount> StopAsync();
}
