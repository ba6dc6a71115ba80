using System.CommandLine;
using AspireStateless.LoadTests.Runs;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>list</c>: what can be run, and what it proves.</summary>
internal static class ListVerb
{
    private static readonly int Width = ScenarioCatalog.All.Max(scenario => scenario.Name.Length);

    public static Command Create(TextWriter output)
    {
        var command = new Command(
            "list", $"List the scenarios{(BuildPaths.IsTool ? "" : " with the promises that they prove, and the planted bugs")}.");
        command.SetAction(_ => BuildPaths.IsTool ? ListForServices(output) : List(output));
        return command;
    }

    /// <summary>What proves there is said by the workload file of a service.</summary>
    private static int ListForServices(TextWriter output)
    {
        foreach (var scenario in ScenarioCatalog.All.Where(scenario => ServiceScenario.Possible.Contains(scenario.Name)))
        {
            output.WriteLine(Line(scenario));
        }

        return 0;
    }

    private static int List(TextWriter output)
    {
        foreach (var scenario in ScenarioCatalog.All)
        {
            output.WriteLine(Line(scenario));
            output.WriteLine($"{new string(' ', Width)} proves {string.Join(", ", scenario.Promises.Keys)}");
        }

        output.WriteLine($"{StatefulDemo.Name}: {StatefulDemo.Summary}");
        output.WriteLine($"planted bugs, for --bug: {Names(PlantedKind.Bug)}");
        output.WriteLine($"decoys, for --bug too: {Names(PlantedKind.Decoy)}");
        return 0;
    }

    private static string Line(Scenario scenario) =>
        $"{scenario.Name.PadRight(Width)} {scenario.Duration.TotalSeconds,5} s {scenario.Rate,5}/s  {scenario.Summary}";

    private static string Names(PlantedKind kind) =>
        string.Join(", ", PlantedBugs.All.Where(bug => bug.Kind == kind).Select(bug => bug.Name));
}
