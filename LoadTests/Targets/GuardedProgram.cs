using System.ComponentModel;
using System.Diagnostics;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Targets;

/// <summary>
/// A program that is run to its end, and that ends with this process however this ends: told to stop, or killed. It knows nothing of the
/// git that may have called this program as a hook.
/// </summary>
internal static class GuardedProgram
{
    private const int LinesShown = 12;

    // The end of the input, which the kernel closes for whoever is killed, ends the program.
    private const string Guard =
        """
        exec 3<&0
        "$@" </dev/null 3<&- &
        program=$!
        { cat <&3; kill "$program"; } >/dev/null 2>&1 &
        guard=$!
        wait "$program"
        code=$?
        kill "$guard" 2>/dev/null
        exit $code
        """;

    /// <param name="cancellationToken">Ends the program, and returns when it is gone.</param>
    /// <returns>Its exit code, and what it wrote.</returns>
    /// <exception cref="InvalidRunException">There is no such program.</exception>
    public static async Task<(int Code, string Output, string Error)> RunAsync(
        string program, IEnumerable<string> arguments, string folder, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = Start(program, arguments, folder) };
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            throw new InvalidRunException($"{program} could not be started: {failure.Message}", $"Install {program}.", failure);
        }

        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await using (cancellationToken.UnsafeRegister(static input => ((StreamWriter)input!).Close(), process.StandardInput))
        {
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.StandardInput.Close();
        cancellationToken.ThrowIfCancellationRequested();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>The end of what a program wrote, a line each, for below a sentence.</summary>
    public static string LastLines(string output, string error) => string.Concat(
        $"{output}{Environment.NewLine}{error}".Trim().Split('\n').TakeLast(LinesShown)
            .Select(line => $"{Environment.NewLine}  | {line.TrimEnd()}"));

    /// <summary>Takes out what a git that called this program told it: which repository, and which index, is meant.</summary>
    public static void WithoutCallersGit(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }
    }

    private static ProcessStartInfo Start(string program, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Guard, "guard", program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        WithoutCallersGit(start);
        // Servers that a build leaves behind for the next one are no children of this process.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        return start;
    }
}
