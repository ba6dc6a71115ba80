using System.ComponentModel;
using System.Diagnostics;

namespace AspireStateless.Stores.Programs;

/// <summary>Runs short programs to their end.</summary>
internal static class Command
{
    private const int NoSuchProgram = 127;
    private const int TimedOut = 124;

    // Behind the line that says why there may be others, about tidying up.
    private static readonly string[] Marks = ["error: ", "FATAL: ", "PANIC: "];

    /// <summary>The lines of what a program printed, without empty ones.</summary>
    public static string[] Lines(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <param name="failure">What it means for people when it fails.</param>
    /// <exception cref="DistributedApplicationException">It failed; the message ends with the line that says why.</exception>
    public static void Run(string failure, IReadOnlyList<string> command)
    {
        var (exitCode, output) = TryRun(command, Timeout.InfiniteTimeSpan);
        if (exitCode != 0)
        {
            var lines = Lines(output);
            var why = Array.FindLast(lines, line => Array.Exists(Marks, mark => line.Contains(mark, StringComparison.Ordinal)))
                ?? lines.LastOrDefault();
            throw new DistributedApplicationException($"{failure} (exit code {exitCode}): {why}");
        }
    }

    /// <returns>The exit code, 127 if there is no such program and 124 if it was ended by the limit, and everything printed.</returns>
    public static (int ExitCode, string Output) TryRun(IReadOnlyList<string> command, TimeSpan limit)
    {
        using var process = new Process
        {
            StartInfo = new(command[0], command.Skip(1))
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var printed = new System.Text.StringBuilder();
        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (printed)
            {
                printed.AppendLine(line.Data);
            }
        }

        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return (NoSuchProgram, exception.Message);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(limit))
        {
            process.Kill();
            return (TimedOut, $"no answer within {limit.TotalSeconds:0} s");
        }

        process.WaitForExit();
        return (process.ExitCode, printed.ToString());
    }
}
