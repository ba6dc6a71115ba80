using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Load.Hosts;

/// <summary>
/// The session of a load host, beside the pacer. A session that ends before it is told to makes the run invalid: what it was given and has
/// not begun has failed, so that nobody waits for it.
/// </summary>
internal sealed class HostedLoad(ILoadHost host, LoadJob job) : IAsyncDisposable
{
    private readonly HostedOperations _operations = new(job);
    private Task<HostCount>? _session;

    /// <summary>Ends with the session, in whatever way.</summary>
    public Task Ended => _session!;

    /// <summary>Returns when the host takes operations.</summary>
    /// <exception cref="InvalidRunException">It ended instead.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _session = Task.Factory.StartNew(
            () => host.Run(_operations), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (await Task.WhenAny(_operations.Wanted, _session).WaitAsync(cancellationToken) == _session)
        {
            throw EndedBefore("the traffic began");
        }
    }

    /// <summary>Has the host carry out the n-th operation of the job.</summary>
    public async ValueTask<Completion> CarryOutAsync(int number)
    {
        var operation = _operations.Give(number);
        if (await Task.WhenAny(operation.Answer, Ended) == Ended)
        {
            operation.Refuse();
        }

        return await operation.Answer;
    }

    /// <summary>Ends the session, after the last operation.</summary>
    /// <exception cref="InvalidRunException">It had ended already.</exception>
    public async Task<HostCount> StopAsync()
    {
        if (Ended.IsCompleted)
        {
            throw EndedBefore("the traffic did");
        }

        _operations.End();
        return await _session!;
    }

    public async ValueTask DisposeAsync()
    {
        _operations.End();
        await (_session ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private InvalidRunException EndedBefore(string what)
    {
        var failure = _session!.Exception?.InnerException;
        return new InvalidRunException(
            $"{host.Name} ended before {what}{(failure is null ? "" : $": {failure.Message.TrimEnd('.')}")}.",
            $"Look at what {host.Name} printed; some tools need a licence.", failure);
    }
}
