using AspireStateless.Chaos.Instances;

namespace AspireStateless.Chaos.Faults;

/// <summary>One replica fewer: the host fixes their number, so one of them is stopped; the cure scales out again.</summary>
internal sealed class ScaleInFault(StopFault stop, InstanceFeed instances) : IFault
{
    public string Kind => FaultKinds.ScaleIn;

    public Task<Injection> InjectAsync(TrackedInstance target, FaultArguments arguments, CancellationToken cancellationToken) =>
        instances.All.Any(other => other.Resource == target.Resource && other.Instance != target.Instance && other.IsRunning)
            ? stop.InjectAsync(target, arguments, cancellationToken)
            : throw RefusedException.BadRequest("unsuitable-target", $"'{target.Instance}' is the last of '{target.Resource}' that runs.");
}
