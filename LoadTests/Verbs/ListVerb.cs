using System.CommandLine;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Verbs;

/// <summary><c>list</c>: what can be run.</summary>
internal static class ListVerb
{
    public static Command Create(TextWriter output)
    {
        var command = new Command("list", "List the scenarios and the planted bugs.");
        command.SetAction(_ =>
        {
            foreach (var scenario in ScenarioCatalog.All)
            {
                output.WriteLine($"{scenario.Name,-10} {scenario.Duration.TotalSeconds,4} s  {scenario.Rate,5}/s  {scenario.Summary}");
            }

            output.WriteLine($"planted bugs, for --bug: {string.Join(", ", PlantedBugs.Names)}");

            return 0;
        });
        return command;
    }
}
