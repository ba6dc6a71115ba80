using System.CommandLine;
using System.Globalization;
using System.Net;
using AspireStateless.LoadTests.Benches.Engine;
using AspireStateless.LoadTests.Gates;

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

    private static readonly Argument<string> Transport = new("transport");
    private static readonly Argument<string> Address = new("address");
    private static readonly Argument<int> Connections = new("connections");
    private static readonly Argument<int> Length = new("seconds");

    public static Command Create(TextWriter output)
    {
        var command = new Command("engine", "The load engine against its limits, and against wrk and hey; about four minutes.") { Rounds, Seconds };
        command.SetAction((parsed, cancellationToken) => MeasureAsync(parsed.GetValue(Rounds), parsed.GetValue(Seconds), output, cancellationToken));
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
            double rate = await ClosedArm.MeasureAsync(
                parsed.GetValue(Transport)!,
                IPEndPoint.Parse(parsed.GetValue(Address)!),
                parsed.GetValue(Connections),
                TimeSpan.FromSeconds(parsed.GetValue(Length)),
                cancellationToken);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Requests/sec: {rate:F2}"));
        });
        return command;
    }

    private static async Task<int> MeasureAsync(int rounds, int seconds, TextWriter output, CancellationToken cancellationToken)
    {
        if (rounds < 1 || seconds is < 1 or > MostSeconds)
        {
            throw new BadInputException($"{rounds} rounds of {seconds} s cannot be measured.", $"At least one round, of 1 to {MostSeconds} s.");
        }

        GeneratorRuntime.Prepare();
        var lines = await EngineBench.MeasureAsync(rounds, seconds, output.WriteLine, cancellationToken);
        if (lines.All(line => line.Holds))
        {
            return (int)ExitCode.Passed;
        }

        await output.WriteLineAsync("Next: run it as a Release build on an idle machine; 'calibrate' says whether it is one.");
        return (int)ExitCode.Failed;
    }
}
