using System.ComponentModel;
using System.Diagnostics;

namespace AspireStateless.LoadTests.Targets;

/// <summary>Which sources a result stands for.</summary>
/// <param name="Commit">The git commit; with <c>-dirty</c> where files differ from it; <c>unknown</c> without git.</param>
/// <param name="IsExact">Whether the same name means the same sources, so that results may be kept.</param>
internal sealed record SourceState(string Commit, bool IsExact)
{
    public static SourceState Of(string repository)
    {
        var commit = Git(repository, "rev-parse", "HEAD");
        var changes = Git(repository, "status", "--porcelain", "--untracked-files=no");
        return commit is null || changes is null ? new SourceState("unknown", IsExact: false)
            : changes.Length > 0 ? new SourceState($"{commit}-dirty", IsExact: false)
            : new SourceState(commit, IsExact: true);
    }

    private static string? Git(string repository, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("git", ["-C", repository, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            GuardedProgram.WithoutCallersGit(start);
            using var git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? output.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
