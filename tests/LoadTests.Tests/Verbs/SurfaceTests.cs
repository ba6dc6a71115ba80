using System.CommandLine;
using AspireStateless.LoadTests.Targets;
using AspireStateless.LoadTests.Verbs;

namespace AspireStateless.LoadTests.Tests.Verbs;

/// <summary>What can be typed: a file beside the project, so that a change of it is seen as one.</summary>
public sealed class SurfaceTests
{
    [Fact]
    public void Is_what_is_written_down()
    {
        var surface = string.Concat(LoadTestsCommand.Create(TextWriter.Null, TextWriter.Null).Subcommands.SelectMany(Lines));
        var file = Path.Combine(BuildPaths.RepositoryRoot, "LoadTests", "surface.txt");
        if (Environment.GetEnvironmentVariable("WRITE_SURFACE") == "true")
        {
            File.WriteAllText(file, surface);
        }

        Assert.True(
            File.ReadAllText(file) == surface,
            $"What can be typed is not what {file} says. If it is to be: WRITE_SURFACE=true ./test --filter-class '*SurfaceTests*'");
    }

    private static IEnumerable<string> Lines(Command command) =>
    [
        string.Concat(command.Parents.OfType<Command>().Where(parent => parent is not RootCommand).Select(parent => $"{parent.Name} "))
            + $"{command.Name}{string.Concat(command.Arguments.Select(argument => $" <{argument.Name}>"))}\n",
        .. command.Options.Select(option => $"  {option.Name}\n").Order(StringComparer.Ordinal),
        .. command.Subcommands.Where(inner => !inner.Hidden).SelectMany(Lines),
    ];
}
