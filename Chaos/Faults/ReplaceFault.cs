using AspireStateless.Chaos.Instances;
using AspireStateless.Chaos.Starts;

namespace AspireStateless.Chaos.Faults;

/// <summary>
/// The host's stop; the cure starts the instance with another HOME and TMPDIR, both empty, as on a machine that replaces the former: what it
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
        homes.Renew(target.Instance);
        return stopped with
        {
            CureAsync = async token =>
            {
                var next = await generations.StartAfterAsync(target, token).ConfigureAwait(false);
                var home = await HomeOfAsync(next, token).ConfigureAwait(false);
                return CureEvidence.Of(next) with { Effect = new ReplaceEffect(former, home) };
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
                environment = File.ReadAllText($"/proc/{instance.Pid}/environ");
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
/// <param name="Home">Home folder of the process after, made for it.</param>
internal sealed record ReplaceEffect(string? FormerHome, string? Home);
