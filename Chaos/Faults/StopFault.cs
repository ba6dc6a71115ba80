using Aspire.Hosting.ApplicationModel;
using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>The host's stop: out of the proxy, SIGTERM, six seconds, SIGKILL.</summary>
internal sealed class StopFault(Generations generations) : IFault
{
    public string Kind => "stop";

    public async Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var command = KnownResourceCommands.StopCommand;
        await generations.CommandAsync(target, command, cancellationToken).ConfigureAwait(false);
        var evidence = await generations.EndAsync(target, signal: null, command, cancellationToken).ConfigureAwait(false);
        return generations.StartedBy(target, evidence);
    }
}
