using System.Globalization;
using AspireStateless.Judging.Faults;

namespace AspireStateless.LoadTests.Calibration;

/// <summary>
/// Writes down when programs of this machine waited for a processor nearly all the time: whatever took long then, and whatever deadline
/// passed, may have been the machine's doing. Where the system does not tell, as before Linux 4.20, nothing is written.
/// </summary>
/// <remarks>"some" of the kernel's pressure stall information: the time in which at least one task was runnable and did not run.</remarks>
internal static class PressureWatch
{
    private const double LeastShare = 0.95;
    private const string Source = "/proc/pressure/cpu";
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(0.5);

    /// <returns>Ends when it is cancelled.</returns>
    public static async Task FollowAsync(RunEventLog log, CancellationToken over)
    {
        var (from, before) = (MonotonicClock.Now, Waited());
        while (before is { } known && !over.IsCancellationRequested)
        {
            await Task.Delay(Slice, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var (to, waited) = (MonotonicClock.Now, Waited() ?? known);
            if ((waited - known) / MonotonicClock.Span(to - from) > LeastShare)
            {
                log.Write(new RunEvent(RunEventType.Starved, to) { AskedAt = from });
            }

            (from, before) = (to, waited);
        }
    }

    /// <param name="text">As in <c>/proc/pressure/cpu</c>.</param>
    /// <returns>Since the machine started; null for another text.</returns>
    public static TimeSpan? Parse(string text)
    {
        const string Total = "total=";
        var some = text.Split('\n')[0];
        return some.StartsWith("some ", StringComparison.Ordinal) && some.IndexOf(Total, StringComparison.Ordinal) is > 0 and var at
            && long.TryParse(some.AsSpan(at + Total.Length), CultureInfo.InvariantCulture, out var microseconds)
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
    }

    private static TimeSpan? Waited()
    {
        try
        {
            return OperatingSystem.IsLinux() ? Parse(File.ReadAllText(Source)) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // A kernel without it, or one that was told not to (psi=0).
            return null;
        }
    }
}
