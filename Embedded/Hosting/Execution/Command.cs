namespace Aspire.Hosting.Execution;

/// <summary>Runs short programs to their end.</summary>
internal static class Command
{
    /// <exception cref="DistributedApplicationException">It failed; the message has what it printed.</exception>
    internal static async Task RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var (exitCode, output) = await TryRunAsync(program, arguments).ConfigureAwait(false);
        if (exitCode != 0)
        {
            throw new DistributedApplicationException($"'{program} {string.Join(' ', arguments)}' failed with exit code {exitCode}: {output.Trim()}");
        }
    }

    /// <returns>The exit code, 127 if there is no such program, and everything printed.</returns>
    internal static async Task<(int ExitCode, string Output)> TryRunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null,
        CancellationToken cancellationToken = default)
    {
        try
        {
            using var process = Process.Start(Piped(program, arguments, environment))!;
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return (process.ExitCode, output + await error.ConfigureAwait(false));
        }
        catch (Win32Exception exception)
        {
            return (127, exception.Message);
        }
    }

    /// <summary>A program whose standard streams are the host's, and whose environment is the host's with changes.</summary>
    internal static ProcessStartInfo Piped(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? ImmutableDictionary<string, string>.Empty)
        {
            info.Environment[name] = value;
        }

        return info;
    }
}
