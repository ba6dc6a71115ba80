using System.Runtime.CompilerServices;
using AspireStateless.LoadTests.Calibration;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Performance.Benches.Engine;

/// <summary>
/// Compares the engine's closed loop on one core with other generators against the same bare endpoint on the other core, in rounds, and by
/// the middle of the rounds.
/// </summary>
internal static class ClosedRounds
{
    /// <summary>What the engine has to reach of <c>wrk -t1</c>, through its sockets and through the standard handler.</summary>
    public const double SocketsLeast = 1.0;

    /// <inheritdoc cref="SocketsLeast"/>
    public const double HandlerLeast = 0.7;
    public const int Connections = 32;
    private const int TargetCore = 0;
    private const int GeneratorCore = 1;

    public static Generator Sockets { get; } = Generator.Own(ClosedArm.WithSockets);

    public static Generator Handler { get; } = Generator.Own(ClosedArm.WithHandler);

    /// <returns>Requests per second of each generator, one a round.</returns>
    /// <exception cref="InvalidRunException">The machine cannot keep a program on a core of its own, or one of them failed.</exception>
    public static async Task<IReadOnlyDictionary<Generator, double[]>> RunAsync(
        IReadOnlyList<Generator> generators, int rounds, int seconds, CancellationToken cancellationToken)
    {
        if (Obstacle() is { } obstacle)
        {
            throw new InvalidRunException("Target and generator cannot have a core each.", obstacle);
        }

        await using var target = await TargetProcess.StartAsync(TargetCore, cancellationToken);
        var rates = await Rounds.RunAsync(
            [.. generators.Select(generator => (Func<CancellationToken, Task<double>>)(token =>
                generator.RunAsync(target.Address, Connections, seconds, GeneratorCore, token)))],
            rounds,
            cancellationToken);
        return generators.Zip(rates).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>What has to be done before target and generator can have a core each; null where they can.</summary>
    public static string? Obstacle() =>
        !OperatingSystem.IsLinux() || Environment.ProcessorCount < 2 ? "It needs Linux and two cores: use such a machine."
        : Tool.Exists(Tool.TaskSet) ? null
        : Tool.Install(Tool.TaskSet);

    /// <exception cref="InvalidRunException">A program that it needs is missing; the message names it.</exception>
    public static async IAsyncEnumerable<BenchLine> MeasureAsync(
        int rounds, int seconds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Tool.Need(Tool.Wrk);
        var rates = await RunAsync(
            [Generator.Wrk, Sockets, Handler, .. Tool.Exists(Tool.Hey) ? [Generator.Hey] : Array.Empty<Generator>()], rounds, seconds,
                cancellationToken);
        yield return BenchLine.Info(
            "wrk -t1, closed loop, 32 connections, target on the other core", $"{Ratio.MiddleOf(rates[Generator.Wrk]):N0}/s");
        yield return Line(Sockets, rates, SocketsLeast);
        yield return Line(Handler, rates, HandlerLeast);
        yield return rates.ContainsKey(Generator.Hey)
            ? BenchLine.Info("  hey, one core", AgainstWrk(Generator.Hey, rates))
            : BenchLine.Info("  hey", Tool.Install(Tool.Hey));
    }

    private static BenchLine Line(Generator generator, IReadOnlyDictionary<Generator, double[]> rates, double least) => new(
        $"  {generator.Name}, one core",
        AgainstWrk(generator, rates),
        $">= {least:F1} x wrk",
        Ratio.Of(rates[generator], rates[Generator.Wrk]).Middle >= least);

    private static string AgainstWrk(Generator generator, IReadOnlyDictionary<Generator, double[]> rates) =>
        $"{Ratio.MiddleOf(rates[generator]):N0}/s, {Ratio.Of(rates[generator], rates[Generator.Wrk]).Middle:F2} x wrk";
}
