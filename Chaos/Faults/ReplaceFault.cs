using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Processes;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// The host's stop; the cure starts the instance with a HOME and TMPDIR of its own, both empty, as on a machine that replaces the former:
/// what it had kept on its disk is nowhere.
/// </summary>
internal sealed class ReplaceFault(StopFault stop, HomeDirectories homeDirectories, InstanceLifecycle lifecycle) : IFault
{
    // A process that is being loaded has an empty environment for a moment, and one that has just ended for good.
    private static readonly TimeSpan EnvironmentLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    public string Kind => FaultKinds.Replace;

    public async Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var former = await HomeOfAsync(target, cancellationToken);
        var stopped = await stop.InjectAsync(target, arguments, cancellationToken);
        var mark = homeDirectories.Renew(target);
        return stopped with
        {
            CureAsync = async token =>
            {
                var next = await lifecycle.StartAfterAsync(target, token);
                var home = await HomeOfAsync(next, token);
                return Cured.As(next) with { Effect = new FaultEffect { FormerHome = former, Home = home, Emptied = !File.Exists(mark) } };
            },
        };
    }

    // As the process itself has it; where there is no /proc, nobody knows.
    private static async Task<string?> HomeOfAsync(TrackedInstance instance, CancellationToken cancellationToken)
    {
        try
        {
            var environment = "";
            await Polling.UntilAsync(
                async () => (environment = await File.ReadAllTextAsync($"/proc/{instance.Pid}/environ", cancellationToken)).Length > 0,
                LookEvery, EnvironmentLimit, cancellationToken);
            return environment.Split('\0')
                .FirstOrDefault(variable => variable.StartsWith("HOME=", StringComparison.Ordinal))?["HOME=".Length..];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
