using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.SystemUnderTest;

/// <summary>Waits for replicas where nobody follows their states: outside of a run.</summary>
internal static class ReadyReplicas
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <param name="resource">All of whose instances are waited for.</param>
    /// <param name="failed">What to throw, told what became of it: "is Exited".</param>
    /// <returns>By name; each said itself that it is ready.</returns>
    public static async Task<Replica[]> WaitAsync(
        ControlClient control, ReadinessProbe probe, string resource, Func<string, InvalidRunException> failed,
            CancellationToken cancellationToken)
    {
        var until = MonotonicClock.Now + MonotonicClock.Nanoseconds(StartLimit);
        while (MonotonicClock.Now < until)
        {
            var topology = await control.TopologyAsync(cancellationToken);
            InstanceState[] instances =
                [.. topology.Instances.Where(instance => instance.Resource == resource)
                    .OrderBy(instance => instance.Instance, StringComparer.Ordinal)];
            if (instances.Length == 0)
            {
                throw failed("is not there");
            }

            Replica[] running = [.. instances.Select(Replica.Of).OfType<Replica>()];
            if (running.Length == instances.Length && await AreReadyAsync(running, probe, cancellationToken))
            {
                return running;
            }

            if (instances.FirstOrDefault(instance => instance.HasEnded) is { } ended)
            {
                throw failed($"is {ended.State}");
            }

            await Task.Delay(LookEvery, cancellationToken);
        }

        throw failed($"did not serve within {StartLimit.TotalSeconds} s");
    }

    private static async Task<bool> AreReadyAsync(Replica[] replicas, ReadinessProbe probe, CancellationToken cancellationToken) =>
        Array.TrueForAll(await Task.WhenAll(replicas.Select(replica => probe.IsReadyAsync(replica.Url, cancellationToken))), static one =>
            one);
}
