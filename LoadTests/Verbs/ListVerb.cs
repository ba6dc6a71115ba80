using System.CommandLine;
using AspireStateless.LoadTests.Runs;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>list</c>: what can be run, and what it proves.</summary>
internal static class ListVerb
{
    public static Command Create(TextWriter output)
    {
        var command = new Command("list", "List the scenarios with the promises that they prove, and the planted bugs.");
        command.SetAction(_ =>
        {
            var width = ScenarioCatalog.All.Max(scenario => scenario.Name.Length);
            foreach (var scenario in ScenarioCatalog.All)
            {
                output.WriteLine(
                    $"{scenario.Name.PadRight(width)} {scenario.Duration.TotalSeconds,5} s {scenario.Rate,5}/s  {scenario.Summary}");
                output.WriteLine($"{new string(' ', width)} proves {string.Join(", ", scenario.Promises.Keys)}");
            }

            output.WriteLine($"{StatefulDemo.Name}: {StatefulDemo.Summary}");
            output.WriteLine($"planted bugs, for --bug: {Names(PlantedKind.Bug)}");
            output.WriteLine($"decoys, for --bug too: {Names(PlantedKind.Decoy)}");

            return 0;
        });
        return command;
    }

    private static string Names(PlantedKind kind) =>
        string.Join(", ", PlantedBugs.All.Where(bug => bug.Kind == kind).Select(bug => bug.Name));
}
