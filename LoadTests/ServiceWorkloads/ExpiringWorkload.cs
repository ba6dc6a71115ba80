using System.Collections.Concurrent;
using AspireStateless.LoadTests.Metering;
using AspireStateless.LoadTests.WorkloadFiles;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.ServiceWorkloads;

/// <summary>
/// Opens things and looks at them until they have expired: in the middle of their lifetime, shortly before its end, and after it. Each use
/// goes to another replica than the last.
/// </summary>
internal sealed class ExpiringWorkload(FilePromise promise, WorkloadContext run) : IWorkload
{
    // What a busy machine may be late by, and what stores round a lifetime by; more than the judge allows for.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1.3);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(2.5);
    private readonly IssuedTokens _opened = new(promise, run);
    private readonly ConcurrentBag<Task> _lives = [];
    private readonly CancellationTokenSource _over = new();

    public Task PrepareAsync(CancellationToken cancellationToken) => _opened.EnterAsync(cancellationToken);

    public async ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due)
    {
        var (opened, completion) = await _opened.IssueAsync(operation, key, due);
        if (opened is not null && (2 * promise.Definition.Lifetime) + After < run.Lasts - MonotonicClock.Span(operation.Due))
        {
            _lives.Add(LiveAsync(operation, opened));
        }

        return completion;
    }

    public async Task SettleAsync(bool atOnce)
    {
        if (atOnce)
        {
            await _over.CancelAsync();
        }

        await Task.WhenAll(_lives).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task LiveAsync(PlannedOperation operation, IssuedToken opened)
    {
        var lifetime = promise.Definition.Lifetime;
        var first = lifetime > 2 * Before ? lifetime / 2 : lifetime / 4;
        await UseAsync(first);

        // Of a lifetime that begins anew with each use all of it is left; of another one what the first use has left.
        var left = promise.Definition.Sliding ? lifetime : lifetime - first;
        await UseAsync(left > 2 * Before ? left - Before : left / 2);
        await UseAsync(left + After);

        async Task UseAsync(TimeSpan later)
        {
            await Task.Delay(later, _over.Token);
            await _opened.UseAsync(operation, opened, due: 0);
        }
    }
}
