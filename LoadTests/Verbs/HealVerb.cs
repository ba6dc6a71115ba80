using System.CommandLine;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Engines;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>heal --docker</c>: undoes what runs that were killed have left on a container engine.</summary>
internal static class HealVerb
{
    private static readonly Option<string?> Docker = new("--docker")
    {
        Description = "What is meant, as for 'run'; nothing for all that is on record of the engine.",
        Arity = ArgumentArity.ZeroOrOne,
        Required = true,
    };

    public static Command Create(TextWriter output)
    {
        var command = new Command("heal", "Undo what a run that was killed has left paused, stopped or scaled.") { Docker };
        command.SetAction((parsed, cancellationToken) => HealAsync(parsed.GetValue(Docker), output, cancellationToken));
        return command;
    }

    private static async Task<int> HealAsync(string? service, TextWriter output, CancellationToken cancellationToken)
    {
        using var engine = await DockerEngine.OpenAsync(cancellationToken);
        var undone = 0;
        try
        {
            await UndoRecord.HealAsync(
                engine,
                service,
                line =>
                {
                    undone++;
                    output.WriteLine(line);
                },
                cancellationToken);
        }
        catch (CopyRefusedException refused)
        {
            throw new InvalidRunException(refused.Message, engine.ByHand, refused);
        }

        await output.WriteLineAsync(undone > 0 ? $"{undone} undone" : $"Nothing was left to undo at {engine.Address}.");
        return (int)ExitCode.Passed;
    }
}
