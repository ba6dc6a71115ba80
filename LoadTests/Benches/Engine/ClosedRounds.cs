using System.Runtime.CompilerServices;

namespace AspireStateless.LoadTests.Benches.Engine;

/// <summary>
/// Compares the engine's closed loop on one core with other generators against the same bare endpoint on the other core. They take turns,
/// each round begins with another, and a figure is the middle one of the rounds: what happens to the machine meanwhile happens to all.
/// </summary>
internal static class ClosedRounds
{
    private const int TargetCore = 0;
    private const int GeneratorCore = 1;
    private const int Connections = 32;
    private const double SocketsLeast = 1.0;
    private const double HandlerLeast = 0.7;

    /// <exception cref="InvalidRunException">A program that it needs is missing; the message names it.</exception>
    public static async IAsyncEnumerable<BenchLine> MeasureAsync(
        int rounds, int seconds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Tool.Need(Tool.TaskSet);
        Tool.Need(Tool.Wrk);
        List<Generator> all = [Generator.Wrk, Generator.Own(ClosedArm.WithSockets), Generator.Own(ClosedArm.WithHandler)];
        if (Tool.Exists(Tool.Hey))
        {
            all.Add(Generator.Hey);
        }

        await using var target = await TargetProcess.StartAsync(TargetCore, cancellationToken);
        var rates = all.ToDictionary(generator => generator, _ => new List<double>());
        for (int round = 0; round < rounds; round++)
        {
            for (int turn = 0; turn < all.Count; turn++)
            {
                var generator = all[(round + turn) % all.Count];
                rates[generator].Add(await generator.RunAsync(target.Address, Connections, seconds, GeneratorCore, cancellationToken));
            }
        }

        var ratios = all.ToDictionary(
            generator => generator.Name,
            generator => Middle(rates[generator].Zip(rates[Generator.Wrk], (own, other) => own / other)));
        yield return BenchLine.Info("wrk -t1, closed loop, 32 connections, target on the other core", $"{Middle(rates[Generator.Wrk]):N0}/s");
        yield return Line(all[1], rates, ratios, SocketsLeast);
        yield return Line(all[2], rates, ratios, HandlerLeast);
        yield return all.Count > 3
            ? BenchLine.Info("  hey, one core", $"{Middle(rates[Generator.Hey]):N0}/s, {ratios[Generator.Hey.Name]:F2} x wrk")
            : BenchLine.Info("  hey", $"missing: Debian package {Tool.PackageOf(Tool.Hey)}");
    }

    private static BenchLine Line(Generator generator, Dictionary<Generator, List<double>> rates, Dictionary<string, double> ratios, double least)
    {
        double ratio = ratios[generator.Name];
        return new($"  {generator.Name}, one core", $"{Middle(rates[generator]):N0}/s, {ratio:F2} x wrk", $">= {least:F1} x wrk", ratio >= least);
    }

    private static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
