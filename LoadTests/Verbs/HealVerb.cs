using System.CommandLine;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Engines;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Runs;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>heal</c>: undoes what runs that were killed have left on an engine.</summary>
internal static class HealVerb
{
    private static readonly Option<string?>[] Engines = [Engine(EngineChoice.Docker), Engine(EngineChoice.Kubernetes)];

    public static Command Create(TextWriter output)
    {
        var command = new Command("heal", "Undo what a run that was killed has left paused, stopped or scaled.");
        Array.ForEach(Engines, command.Add);
        command.SetAction((parsed, cancellationToken) => HealAsync(
            Array.FindAll(Engines, engine => parsed.GetResult(engine) is { Implicit: false }) is [var one]
                ? new EngineChoice(one.Name, parsed.GetValue(one))
                : throw new BadInputException(
                    "Nothing says on which engine, or more than one.", $"Write {EngineChoice.Docker}, or {EngineChoice.Kubernetes}."),
            output, cancellationToken));
        return command;
    }

    private static Option<string?> Engine(string name) => new(name)
    {
        Description = "What is meant, as for 'run'; nothing for all that is on record of the engine.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static async Task<int> HealAsync(EngineChoice choice, TextWriter output, CancellationToken cancellationToken)
    {
        using var engine = await choice.OpenAsync(cancellationToken);
        var undone = 0;
        try
        {
            await UndoRecord.HealAsync(
                engine,
                choice.Name,
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
