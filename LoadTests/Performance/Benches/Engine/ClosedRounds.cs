using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Performance.Benches.Engine;

/// <summary>Generators of closed loops on one core, by turns, against the same bare endpoint on the other core.</summary>
internal static class ClosedRounds
{
    private const int TargetCore = 0;
    private const int GeneratorCore = 1;

    /// <returns>Requests per second of each generator, one a round.</returns>
    /// <exception cref="InvalidRunException">One of them failed.</exception>
    public static async Task<IReadOnlyDictionary<Generator, double[]>> RunAsync(
        IReadOnlyList<Generator> generators, BenchSize size, CancellationToken cancellationToken)
    {
        await using var target = await TargetProcess.StartAsync(TargetCore, cancellationToken);
        var rates = await Rounds.RunAsync(generators, size.Rounds, generator =>
            generator.RunAsync(target.Address, BenchSize.Connections, size.Seconds, GeneratorCore, cancellationToken));
        return generators.Zip(rates).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>What has to be done before target and generator can have a core each; null where they can.</summary>
    public static string? Obstacle() =>
        !OperatingSystem.IsLinux() || Environment.ProcessorCount < 2 ? "It needs Linux and two cores: use such a machine."
        : Tool.Exists(Tool.TaskSet) ? null
        : Tool.Install(Tool.TaskSet);
}
