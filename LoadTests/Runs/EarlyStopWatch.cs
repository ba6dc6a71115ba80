using AspireStateless.Judging;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Scenarios;

namespace AspireStateless.LoadTests.Runs;

/// <summary>Judges the record of a run while it is being written, now and then, on a thread that gives way to the traffic.</summary>
/// <param name="isQuiet">Whether no fault is under way: each that ever was is in the record, with its end.</param>
internal sealed class EarlyStopWatch(Scenario scenario, RunFolder folder, Func<bool> isQuiet)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    // A long record takes long to judge: so many times as long it is left alone.
    private const int RestAfterALook = 4;

    /// <returns>The first promise that was seen broken; null where none was until it was cancelled.</returns>
    public Task<PromiseReport?> WatchAsync(CancellationToken cancellationToken)
    {
        var found = new TaskCompletionSource<PromiseReport?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Watch(found, cancellationToken))
        {
            Name = "judge",
            IsBackground = true,
            Priority = ThreadPriority.Lowest,
        };
        thread.Start();
        return found.Task;
    }

    private void Watch(TaskCompletionSource<PromiseReport?> found, CancellationToken cancellationToken)
    {
        try
        {
            PromiseReport? broken = null;
            var rest = Every;
            while (broken is null && !cancellationToken.WaitHandle.WaitOne(rest))
            {
                var began = MonotonicClock.Now;
                broken = Look();
                var took = MonotonicClock.Span(MonotonicClock.Now - began);
                rest = took * RestAfterALook > Every ? took * RestAfterALook : Every;
            }

            found.SetResult(broken);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Nobody awaits a thread: what ends it must reach the run.
            found.SetException(failure);
        }
    }

    private PromiseReport? Look()
    {
        // In this order: a fault that these attempts met has ended before it is quiet, and is in the log after it.
        var history = GrowingHistory.Read(folder["history.bin"]);
        var quiet = isQuiet();
        var faults = FaultRecord.Of(RunEventLog.Read(folder["faults.jsonl"]));
        return Judge.Broken(scenario.Record(history, faults), quiet);
    }
}

/// <summary>What ended the traffic of a run early.</summary>
/// <param name="Promise">The first promise that was seen broken.</param>
/// <param name="Seconds">From the start of the traffic until it was seen.</param>
internal sealed record EarlyStop(string Promise, double Seconds);
