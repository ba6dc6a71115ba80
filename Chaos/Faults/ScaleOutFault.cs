using Aspire.Hosting.ApplicationModel;
using AspireStateless.Chaos.Control;
using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>One replica more: one that does not run is started; the cure stops it again.</summary>
internal sealed class ScaleOutFault(StopFault stop, Generations generations, InstanceFeed instances) : IFault
{
    public string Kind => "scale-out";

    public void CheckState(InstanceState target)
    {
        if (!target.CanBeStarted)
        {
            throw RefusedException.Conflict("wrong-state", $"'{target.Instance}' is {target.State}; '{Kind}' needs one that does not run.");
        }
    }

    public async Task<Injection> InjectAsync(InstanceState target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var started = await generations.StartAfterAsync(target, cancellationToken).ConfigureAwait(false);
        return new Injection(CureEvidence.Of(started), async token =>
        {
            var now = instances.Get(target.Instance);
            if (now.IsRunning)
            {
                await stop.InjectAsync(now, arguments, token).ConfigureAwait(false);
            }

            return CureEvidence.Now(instances.Get(target.Instance));
        });
    }
}
