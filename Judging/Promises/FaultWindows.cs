using AspireStateless.Control;
using AspireStateless.Judging.Faults;

namespace AspireStateless.Judging.Promises;

/// <summary>When something was being done to the system, and what: outside of these times nothing excuses a failure.</summary>
internal sealed class FaultWindows
{
    // A new process serves a little later than it is seen to be ready, and what was on its way when a fault ended comes back after it.
    private static readonly long Afterwards = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(1));
    private readonly (RealisedFault Fault, long From, long To)[] _windows;

    /// <summary>A fault that failed to be injected may have taken effect, nobody knows when: then nothing lies outside of it.</summary>
    private readonly bool _isUnknown;

    /// <param name="faults">Those that failed half-way among them; without those that excuse nothing.</param>
    public FaultWindows(FaultRecord faults)
    {
        _windows = [.. faults.Faults.Where(fault => FaultTraits.Excuses(fault.Kind))
            .Select(fault => (fault, fault.AskedAt, End(fault)))];
        _isUnknown = faults.Failed.Any(failed => failed.Id is null);
    }

    /// <summary>Whether a fault that fits went on at some moment of a stretch of time.</summary>
    public bool Any(long from, long to, Func<RealisedFault, bool> fits) =>
        _isUnknown || Array.Exists(_windows, window => window.From <= to && from <= window.To && fits(window.Fault));

    private static long End(RealisedFault fault)
    {
        // The first of two kills in a row is over when the second begins: it does not recover.
        var end = fault.Recovered?.At ?? fault.Cure?.At ?? Attempt.Open - Afterwards;
        return end + Afterwards;
    }
}
