namespace AspireStateless.LoadTests.Reports;

/// <summary>Lines, for logs and pipes.</summary>
internal sealed class PlainDisplay(TextWriter output) : IRunDisplay
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public void Say(string step) => output.WriteLine(step);

    public async Task FollowStartAsync(Func<string> look, Task start)
    {
        while (await Task.WhenAny(start, Task.Delay(Every)) != start)
        {
            await output.WriteLineAsync(look());
        }

        await output.WriteLineAsync(look());
    }

    public async Task FollowAsync(Func<LiveStatus> look, Task traffic)
    {
        while (await Task.WhenAny(traffic, Task.Delay(Every)) != traffic)
        {
            await output.WriteLineAsync(Line(look()));
        }
    }

    private static string Line(LiveStatus status)
    {
        var load = status.Load;
        return $"{status.Elapsed.TotalSeconds,4:F0} of {status.Duration.TotalSeconds:F0} s  offered {load.OfferedPerSecond:F0}/s"
            + $"  achieved {load.AchievedPerSecond:F0}/s  p50 {load.P50.TotalMilliseconds:F1} ms  p99 {load.P99.TotalMilliseconds:F1} ms"
            + $"  failures {load.Failures}  serving {status.Serving} of {status.Replicas}"
            + (status.FaultsPlanned == 0 ? "" : $"  faults {status.FaultsDone} of {status.FaultsPlanned}")
            + (status.ActiveFault.Length == 0 ? "" : $"  active: {status.ActiveFault}");
    }
}
