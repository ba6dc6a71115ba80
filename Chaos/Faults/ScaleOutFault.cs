using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>One replica more: one that does not run is started; the cure stops it again.</summary>
internal sealed class ScaleOutFault(StopFault stop, InstanceLifecycle lifecycle, InstanceFeed instances) : IFault
{
    public string Kind => FaultKinds.ScaleOut;

    public void CheckState(TrackedInstance target)
    {
        if (!target.CanBeStarted)
        {
            throw RefusedException.Conflict("wrong-state", $"'{target.Instance}' is {target.State}; '{Kind}' needs one that does not run.");
        }
    }

    public async Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken)
    {
        var started = await lifecycle.StartAfterAsync(target, cancellationToken);
        return new Injection(Cured.As(started), async token =>
        {
            var now = instances.Get(target.Instance);
            if (now.IsRunning)
            {
                await stop.InjectAsync(now, arguments, token);
            }

            return Cured.Now(instances.Get(target.Instance));
        });
    }
}
