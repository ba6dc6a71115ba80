using System.CommandLine;
using System.Net;
using AspireStateless.LoadTests.Performance.Benches;
using AspireStateless.LoadTests.Performance.Benches.Engine;
using AspireStateless.LoadTests.Performance.Benches.Parts;
using AspireStateless.LoadTests.Runs;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>bench</c>, and the two processes that it starts: a bare endpoint, and its own side of the closed loops.</summary>
internal static class BenchVerb
{
    private static readonly BenchSize Usual = new(Rounds: 5, Seconds: 1);

    private static readonly Option<string?> Only = CommandOption.Of<string?>("--only", "Some parts, with commas between their names.");
    private static readonly Option<int> Rounds = CommandOption.Of(
        "--rounds", $"How often everything has its turn; {Usual.Rounds} unless given.", Usual.Rounds);
    private static readonly Option<int> Seconds = CommandOption.Of(
        "--seconds", $"How long a turn is; {Usual.Seconds} unless given.", Usual.Seconds);
    private static readonly Option<bool> Anyway = CommandOption.Of<bool>(
        "--anyway", "Measure on a busy machine too; the result then says so, and counts for nothing.");
    private static readonly Option<string?> Baseline = CommandOption.Of<string?>(
        "--baseline", $"The commit that {BenchPart.Start} and {BenchPart.Endpoints} measure by turns with this build.");

    private static readonly Option<string?> Endpoint = CommandOption.Of<string?>(
        "--endpoint", $"With --only {BenchPart.Profile}: the one kind of request, as the table names it.");

    private static readonly Argument<string> Transport = new("transport");
    private static readonly Argument<string> Address = new("address");
    private static readonly Argument<int> Connections = new("connections");
    private static readonly Argument<int> Length = new("seconds");

    private static string Description => $"""
        Performance of this build, as ratios of one run and as figures beside their limits.

        Parts, and about how many seconds each takes; those with a * are measured without --only:
        {string.Join(Environment.NewLine, BenchPart.All.Select(part =>
            $"  {part.Name,-11}{(part.IsUsual ? '*' : ' ')} {part.What,-55} {part.Seconds(Usual),4:F0}"))}
        """;

    public static Command Create(TextWriter output)
    {
        var command = new Command("bench", Description) { Only, Rounds, Seconds, Anyway, Baseline, Endpoint, Target(output), Arm(output) };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var size = new BenchSize(parsed.GetValue(Rounds), parsed.GetValue(Seconds))
            {
                Baseline = parsed.GetValue(Baseline),
                Endpoint = parsed.GetValue(Endpoint),
            };
            var plan = await BenchPlan.Of(parsed.GetValue(Only), size).BuiltAsync(output.WriteLine, cancellationToken);
            GeneratorRuntime.Prepare();
            return (int)await new BenchRun(plan, output).RunAsync(parsed.GetValue(Anyway), cancellationToken);
        });
        return command;
    }

    /// <summary>Prints where it listens, and answers until standard input ends.</summary>
    private static Command Target(TextWriter output)
    {
        var command = new Command("target") { Hidden = true };
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var endpoint = await BareEndpoint.StartAsync(cancellationToken);
            await output.WriteLineAsync($"{endpoint.Address}");
            await output.FlushAsync(cancellationToken);
            await Console.In.ReadToEndAsync(cancellationToken);
        });
        return command;
    }

    private static Command Arm(TextWriter output)
    {
        var command = new Command("arm") { Transport, Address, Connections, Length };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            GeneratorRuntime.Prepare();
            var rate = await ClosedArm.MeasureAsync(
                parsed.GetValue(Transport)!,
                IPEndPoint.Parse(parsed.GetValue(Address)!),
                parsed.GetValue(Connections),
                TimeSpan.FromSeconds(parsed.GetValue(Length)),
                cancellationToken);
            await output.WriteLineAsync($"Requests/sec: {rate:F2}");
        });
        return command;
    }
}
