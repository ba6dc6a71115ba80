using System.CommandLine;
using System.CommandLine.Parsing;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Runs;

/// <summary>Makes options of the command line, each with what <c>--help</c> says of it.</summary>
internal static class CommandOption
{
    public static Option<T> Of<T>(string name, string description, Func<ArgumentResult, T?>? parser = null) =>
        new(name) { Description = description, CustomParser = parser };

    /// <param name="usual">Unless it is given.</param>
    public static Option<T> Of<T>(string name, string description, T usual) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual };

    public static Option<bool> Json(string what) =>
        Of<bool>("--json", $"Print the {what} as JSON on standard output, and everything else on standard error.");

    public static Option<string> Output() => Of("--output", "The folder of run folders; artifacts/runs unless given.", BuildPaths.Runs);
}
