using System.CommandLine;
using System.Globalization;
using System.Net;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Performance.Benches.Engine;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>bench engine</c>, and the two processes that it starts: its target, and its own side of the closed loops.</summary>
internal static class EngineBenchVerb
{
    private const int MostSeconds = 60;

    private static readonly Option<int> Rounds = new("--rounds")
    {
        Description = "How often each generator has its turn; 5 unless given.",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "How long a turn is; 3 unless given.",
        DefaultValueFactory = _ => 3,
    };

    private static readonly Option<string?> Only = new("--only")
    {
        Description = $"One part of it: {string.Join(", ", EngineBench.Parts)}.",
    };

    private static readonly Option<bool> Anyway = new("--anyway")
    {
        Description = "Begin on a busy machine too; there is a verdict only if it is quiet at the end.",
    };

    private static readonly Argument<string> Transport = new("transport");
    private static readonly Argument<string> Address = new("address");
    private static readonly Argument<int> Connections = new("connections");
    private static readonly Argument<int> Length = new("seconds");

    public static Command Create(TextWriter output)
    {
        var command = new Command(
            "engine", "The load engine against its limits, and against wrk and hey; about four minutes.") { Rounds, Seconds, Only, Anyway };
        command.SetAction((parsed, cancellationToken) => MeasureAsync(parsed, output, cancellationToken));
        return command;
    }

    /// <summary>Prints where it listens, and answers until standard input ends.</summary>
    public static Command Target(TextWriter output)
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

    public static Command Arm(TextWriter output)
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
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Requests/sec: {rate:F2}"));
        });
        return command;
    }

    private static async Task<int> MeasureAsync(ParseResult parsed, TextWriter output, CancellationToken cancellationToken)
    {
        var only = parsed.GetValue(Only);
        int rounds = parsed.GetValue(Rounds), seconds = parsed.GetValue(Seconds);
        if (rounds < 1 || seconds is < 1 or > MostSeconds)
        {
            throw new BadInputException(
                $"{rounds} rounds of {seconds} s cannot be measured.", $"At least one round, of 1 to {MostSeconds} s.");
        }

        if (only is not null && !EngineBench.Parts.Contains(only, StringComparer.Ordinal))
        {
            throw new BadInputException(
                $"There is no part '{only}'.", $"One of {string.Join(", ", EngineBench.Parts)}; without --only, all.");
        }

        GeneratorRuntime.Prepare();
        if (!parsed.GetValue(Anyway))
        {
            await QuietMachine.RequireAsync("The engine was not measured", cancellationToken);
        }

        var holds = true;
        await foreach (var line in EngineBench.MeasureAsync(only, rounds, seconds, cancellationToken))
        {
            holds &= line.Holds;
            await output.WriteLineAsync($"{line}");
        }

        await QuietMachine.RequireAsync("The engine has no verdict: this machine is busy", cancellationToken);
        if (holds)
        {
            return (int)ExitCode.Passed;
        }

        await output.WriteLineAsync("Next: is it a Release build? Else the engine, or this machine, does not reach the limits above.");
        return (int)ExitCode.Failed;
    }
}
