using System.Threading.Channels;

namespace AspireStateless.LoadTests.Load.Hosts;

/// <summary>The operations of a job on their way from the pacer to the copies of a load host, by kind.</summary>
internal sealed class HostedOperations
{
    /// <summary>Of each kind: all operations that are in flight may be of one.</summary>
    public const int Copies = OpenLoop.InFlight;
    private readonly LoadJob _job;
    private readonly Dictionary<OperationKind, Channel<HostedOperation>> _given;
    private readonly TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;

    public HostedOperations(LoadJob job)
    {
        _job = job;
        _given = Enumerable.Range(0, job.Operations).Select(job.Kind).Distinct()
            .ToDictionary(kind => kind, _ => Channel.CreateUnbounded<HostedOperation>());
    }

    public IReadOnlyCollection<OperationKind> Kinds => _given.Keys;

    /// <summary>From the first due time to the last.</summary>
    public TimeSpan Duration => _job.Duration;

    /// <summary>Ends when every copy has asked for an operation.</summary>
    public Task Wanted => _wanted.Task;

    /// <summary>Gives the n-th one to whichever copy is free.</summary>
    public HostedOperation Give(int number)
    {
        var operation = new HostedOperation(_job, number);
        _given[_job.Kind(number)].Writer.TryWrite(operation);
        return operation;
    }

    /// <summary>Waits for the next one, for a copy.</summary>
    /// <param name="hostEnds">Cancelled when the host stops its copies.</param>
    /// <returns>Null where there is none any more.</returns>
    public async Task<HostedOperation?> NextAsync(OperationKind kind, CancellationToken hostEnds)
    {
        if (Interlocked.Increment(ref _asked) == Copies * _given.Count)
        {
            _wanted.TrySetResult();
        }

        try
        {
            return await _given[kind].Reader.ReadAsync(hostEnds);
        }
        catch (Exception over) when (over is ChannelClosedException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>There will be no more.</summary>
    public void End()
    {
        foreach (var given in _given.Values)
        {
            given.Writer.TryComplete();
        }
    }
}
