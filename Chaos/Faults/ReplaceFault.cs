using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Starts;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// The host's stop; the cure starts the instance with a HOME and TMPDIR of its own, both empty, as on a machine that replaces the former: what it
/// had kept on its disk is nowhere.
/// </summary>
internal sealed class ReplaceFault(StopFault stop, Homes homes, Generations generations) : IFault
{
    // A process that is being loaded has an empty environment for a moment, and one that has just ended for good.
    private static readonly TimeSpan EnvironmentLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    public string Kind => "replace";

    public async Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var former = await HomeOfAsync(target, cancellationToken).ConfigureAwait(false);
        var stopped = await stop.InjectAsync(target, arguments, cancellationToken).ConfigureAwait(false);
        var mark = homes.Renew(target);
        return stopped with
        {
            CureAsync = async token =>
            {
                var next = await generations.StartAfterAsync(target, token).ConfigureAwait(false);
                var home = await HomeOfAsync(next, token).ConfigureAwait(false);
                return CureEvidence.Of(next) with { Effect = new ReplaceEffect(former, home, !File.Exists(mark)) };
            },
        };
    }

    // As the process itself has it; where there is no /proc, nobody knows.
    private static async Task<string?> HomeOfAsync(InstanceState instance, CancellationToken cancellationToken)
    {
        try
        {
            string environment = "";
            for (var waited = TimeSpan.Zero; environment.Length == 0 && waited < EnvironmentLimit; waited += LookEvery)
            {
                environment = await File.ReadAllTextAsync($"/proc/{instance.Pid}/environ", cancellationToken).ConfigureAwait(false);
                if (environment.Length == 0)
                {
                    await Task.Delay(LookEvery, cancellationToken).ConfigureAwait(false);
                }
            }

            return environment.Split('\0')
                .FirstOrDefault(variable => variable.StartsWith("HOME=", StringComparison.Ordinal))?["HOME=".Length..];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>What a replacement changed.</summary>
/// <param name="FormerHome">Home folder of the process before; null where it cannot be read.</param>
/// <param name="Home">Home folder of the process after: its own, the same over all replacements.</param>
/// <param name="Emptied">Whether a file that had been there before is gone.</param>
internal sealed record ReplaceEffect(string? FormerHome, string? Home, bool Emptied);
