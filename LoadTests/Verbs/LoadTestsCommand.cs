using System.CommandLine;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Reports;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Verbs;

/// <summary>The command line: its verbs, and what every failure looks like.</summary>
internal static class LoadTestsCommand
{
    // After Ctrl+C: faults are cured and the run's own AppHost is stopped.
    private static readonly TimeSpan TimeToUndo = TimeSpan.FromSeconds(30);

    private const string OfARepository = """
        LoadTests run smoke                         20 s of visits, no faults
        LoadTests run chaos --seed 1                60 s, replicas and Redis killed under load
        LoadTests run chaos --bug GetThenSet        a planted bug: must fail
        LoadTests run chaos --set Redis:Append=no   a Redis that keeps nothing: must fail
        LoadTests run smoke --attach                on the AppHost that is running
        LoadTests check artifacts/runs/latest       judge a stored run again
        LoadTests bugs --seeds 1                    plant every bug: which are found?
        LoadTests shrink artifacts/runs/latest      which of its faults does a failure take?
        LoadTests calibrate                         can times be measured here, now?
        LoadTests bench                             performance as ratios, measured side by side
        LoadTests gate --baseline HEAD~1            is the working tree slower than that commit?
        LoadTests run chaos --workload FILE         judge a service of your own
        LoadTests run chaos --workload FILE --docker NAME   of replicas that a container engine runs
        LoadTests run chaos --workload FILE --kubernetes NAMESPACE/DEPLOYMENT   of pods
        LoadTests heal --docker                     undo there what a killed run has left
        LoadTests workload try FILE --target URL    does it answer as its file says?
        """;

    private const string OfATool = """
        stateless workload try FILE --target URL                does the service answer as its file says?
        stateless run smoke --workload FILE --apphost PROJECT   20 s of traffic, no faults
        stateless run chaos --workload FILE --apphost PROJECT   copies and stores killed under load
        stateless run chaos --workload FILE --attach            on the AppHost that is running
        stateless run chaos --workload FILE --docker NAME       on a container engine
        stateless run chaos --workload FILE --kubernetes NAMESPACE/DEPLOYMENT   on a cluster
        stateless heal --docker                                 undo there what a killed run has left
        stateless check artifacts/runs/latest                   judge a stored run again
        stateless shrink artifacts/runs/latest                  which of its faults does a failure take?
        stateless calibrate                                     can times be measured here, now?
        """;

    private static readonly string Description = $"""
        Drives traffic through a service, breaks parts of the system while it runs, and judges the record.

        Examples:
          {(BuildPaths.IsTool ? OfATool : OfARepository).ReplaceLineEndings("\n  ")}

        Exit codes: 0 passed, 1 failed, 2 not proven, 3 invalid, 64 bad input.
        """;

    /// <returns>The exit code. Nothing escapes it: every failure is one line on <paramref name="error"/> and what to do next.</returns>
    public static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var root = Create(output, error);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var verb = parsed.CommandResult.Command == root ? "" : $"{parsed.CommandResult.Command.Name} ";
            return Report(
                error, Problem(parsed), $"See: {(BuildPaths.IsTool ? "stateless" : "LoadTests")} {verb}--help", ExitCode.BadInput);
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    Output = output,
                    Error = error,
                    ProcessTerminationTimeout = TimeToUndo,
                },
                cancellationToken);
        }
        catch (BadInputException failure)
        {
            return Report(error, failure.Message, failure.Advice, ExitCode.BadInput);
        }
        catch (InvalidRunException failure)
        {
            return Report(error, $"INVALID: {failure.Message}", failure.Advice, ExitCode.Invalid);
        }
        catch (OperationCanceledException)
        {
            return Report(
                error, "INVALID: interrupted.", "Everything was undone; 'check' judges what was recorded until then.", ExitCode.Invalid);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // A fault of the harness is never a verdict on the service.
            return Report(
                error, $"INVALID: the harness failed: {failure.GetType().Name}: {failure.Message}", Advice.AfterInvalid, ExitCode.Invalid);
        }
    }

    /// <summary>All that can be typed.</summary>
    internal static RootCommand Create(TextWriter output, TextWriter error)
    {
        var root = new RootCommand(Description)
        {
            RunVerb.Create(output, error),
            CheckVerb.Create(output),
            ShrinkVerb.Create(output),
            ListVerb.Create(output),
            CleanVerb.Create(output),
            CalibrateVerb.Create(output),
            WorkloadVerb.Create(output),
            HealVerb.Create(output),
        };
        if (!BuildPaths.IsTool)
        {
            root.Add(BugsVerb.Create(output, error));
            root.Add(BenchVerb.Create(output));
            root.Add(GateVerb.Create(output, error));
        }

        return root;
    }

    private static string Problem(ParseResult parsed) =>
        parsed.UnmatchedTokens.Count > 0 ? $"'{parsed.UnmatchedTokens[0]}' is not known here." : parsed.Errors[0].Message;

    private static int Report(TextWriter error, string problem, string advice, ExitCode code)
    {
        error.WriteLine(problem);
        error.WriteLine(advice);
        return (int)code;
    }
}
