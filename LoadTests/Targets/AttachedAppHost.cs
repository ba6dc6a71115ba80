using System.Globalization;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Targets;

/// <summary>Finds the running AppHost that <c>--attach</c> means.</summary>
internal static class AttachedAppHost
{
    /// <param name="which">A pid, a file, or nothing: then the only one that runs.</param>
    /// <param name="folder">Where AppHosts leave their addresses.</param>
    /// <exception cref="BadInputException">There is none, or more than one.</exception>
    public static AppHostAddress Find(string? which, string folder)
    {
        if (string.IsNullOrEmpty(which))
        {
            return OnlyOne(folder);
        }

        var path = int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            ? AppHostAddress.FileOf(folder, pid)
            : which;
        var address = AppHostAddress.TryRead(path)
            ?? throw new BadInputException($"No AppHost left its address in {path}.", Running(folder));
        return address.IsAlive()
            ? address
            : throw new BadInputException($"The AppHost with pid {address.Pid} does not run any more.", Running(folder));
    }

    private static AppHostAddress OnlyOne(string folder)
    {
        var alive = Alive(folder);
        return alive.Count switch
        {
            1 => alive[0],
            0 => throw new BadInputException("No AppHost runs.", "Start one with ./run, or leave out --attach to have one started."),
            _ => throw new BadInputException($"{alive.Count} AppHosts run: --attach does not say which.", Running(folder)),
        };
    }

    private static List<AppHostAddress> Alive(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.json").Select(AppHostAddress.TryRead).OfType<AppHostAddress>()
            .Where(address => address.IsAlive()).OrderBy(address => address.Pid)]
        : [];

    private static string Running(string folder) => Alive(folder) is { Count: > 0 } alive
        ? $"Running: {string.Join(", ", alive.Select(address => $"--attach {address.Pid} ({address.EndpointUrl})"))}."
        : "No AppHost runs: start one with ./run, or leave out --attach to have one started.";
}
