namespace AspireStateless.LoadTests.Benches.Engine;

/// <summary>Measures the load engine against its limits and against other generators.</summary>
internal static class EngineBench
{
    /// <param name="rounds">Of the closed loops.</param>
    /// <param name="seconds">Of each turn in them.</param>
    /// <param name="show">Is told each line as soon as it is there.</param>
    /// <exception cref="InvalidRunException">The machine has no second core, or lacks a program that is compared with.</exception>
    public static async Task<IReadOnlyList<BenchLine>> MeasureAsync(
        int rounds, int seconds, Action<BenchLine> show, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2)
        {
            throw new InvalidRunException("This bench needs Linux and two cores: one for the target, one for the generator.", "Use such a machine.");
        }

        Tool.Need(Tool.TaskSet);
        Tool.Need(Tool.Wrk);
        var lines = new List<BenchLine>();
        void Add(BenchLine line)
        {
            lines.Add(line);
            show(line);
        }

        foreach (var line in await ClosedRounds.MeasureAsync(rounds, seconds, cancellationToken))
        {
            Add(line);
        }

        await foreach (var line in PacingBench.MeasureAsync(cancellationToken))
        {
            Add(line);
        }

        foreach (var line in await FreezeBench.MeasureAsync(cancellationToken))
        {
            Add(line);
        }

        return lines;
    }
}
