using System.Globalization;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Targets;

/// <summary>Finds the running AppHost that <c>--attach</c> means.</summary>
internal static class AttachedAppHost
{
    private const string Start = "Start one with ./run, or leave out --attach to have one started.";

    /// <param name="which">
    /// A pid, a file, or nothing: then the only one of this repository that runs, else the only one of this user.
    /// </param>
    /// <param name="folder">Where AppHosts of this repository leave their addresses.</param>
    /// <param name="users">Where all of this user do; null where there is no such place.</param>
    /// <exception cref="BadInputException">There is none, or more than one.</exception>
    public static AppHostAddress Find(string? which, string folder, string? users)
    {
        var own = Alive(folder);
        List<AppHostAddress> all = [.. own.Concat(users is null ? [] : Alive(users)).DistinctBy(address => address.Pid)];
        if (string.IsNullOrEmpty(which))
        {
            return (own, all) switch
            {
                ([var only], _) => only,
                ([], [var only]) => only,
                (_, []) => throw new BadInputException("No AppHost runs.", Start),
                _ => throw new BadInputException($"{all.Count} AppHosts run: --attach does not say which.", Running(all)),
            };
        }

        if (int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
        {
            return all.Find(address => address.Pid == pid)
                ?? throw new BadInputException($"No AppHost with pid {pid} runs that left its address.", Running(all));
        }

        var named = AppHostAddress.TryRead(which) ?? throw new BadInputException($"No AppHost left its address in {which}.", Running(all));
        return named.IsAlive()
            ? named
            : throw new BadInputException($"The AppHost with pid {named.Pid} does not run any more.", Running(all));
    }

    private static List<AppHostAddress> Alive(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.json").Select(AppHostAddress.TryRead).OfType<AppHostAddress>()
            .Where(address => address.IsAlive()).OrderBy(address => address.Pid)]
        : [];

    private static string Running(List<AppHostAddress> alive) => alive.Count > 0
        ? $"Running: {string.Join(", ", alive.Select(address => $"--attach {address.Pid} ({address.EndpointUrl})"))}."
        : $"No AppHost runs. {Start}";
}
