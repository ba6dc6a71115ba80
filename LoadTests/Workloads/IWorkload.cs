using AspireStateless.LoadTests.Metering;

namespace AspireStateless.LoadTests.Workloads;

/// <summary>Carries out one feature's operations through the recording client.</summary>
internal interface IWorkload
{
    /// <summary>Makes what the traffic needs, such as users, sessions and products. Called once, in the steady state.</summary>
    /// <exception cref="LoadTests.Failures.InvalidRunException">The service does not give it.</exception>
    Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Must not throw.</summary>
    /// <param name="operation">One of this workload.</param>
    /// <param name="key">Unique in the run: the operation's idempotency key, and the value that it writes.</param>
    /// <param name="due">Its due tick.</param>
    ValueTask<Completion> ExecuteAsync(PlannedOperation operation, long key, long due);

    /// <summary>Ends when everything that its operations have begun has ended; called after the traffic.</summary>
    /// <param name="atOnce">Nobody needs what would come of it: nothing waits for its time any more.</param>
    Task SettleAsync(bool atOnce) => Task.CompletedTask;

    /// <summary>Reads, after the last process that took a write is gone, everything that was written, from every replica.</summary>
    Task ReadFinallyAsync(FinalReader reader, CancellationToken cancellationToken) => Task.CompletedTask;
}
