using System.Diagnostics;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Performance.Benches;

/// <summary>Programs of this machine that a bench starts.</summary>
internal static class Tool
{
    public const string Wrk = "wrk";
    public const string Hey = "hey";

    public const string Psql = "psql";

    /// <summary>Keeps a program on one core.</summary>
    public const string TaskSet = "taskset";

    public static bool Exists(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <summary>What to do about a missing one.</summary>
    public static string Install(string name) => $"{name} is missing: " + name switch
    {
        TaskSet => "apt-get install util-linux",
        Psql => "apt-get install postgresql-client",
        _ => "eng/install --bench",
    };

    /// <summary>This program itself, with other arguments.</summary>
    public static string[] Self(params string[] arguments) =>
        [BuildPaths.Dotnet, typeof(Tool).Assembly.Location, .. arguments];

    /// <param name="command">A program and its arguments; standard input and output are pipes.</param>
    /// <param name="core">The only core that it may use; null for any.</param>
    public static Process Start(IReadOnlyList<string> command, int? core)
    {
        string[] all = core is { } one ? [TaskSet, "--cpu-list", $"{one}", .. command] : [.. command];
        return Process.Start(new ProcessStartInfo(all[0], all[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }
}
