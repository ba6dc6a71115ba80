using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Plans;

/// <summary>
/// Writes aimed at the target of each fault, one each millisecond from the moment on at which it is asked for. A fault takes effect some
/// milliseconds later, and what a service does in two steps shows only where it falls between them: ordinary traffic rarely has a write
/// there.
/// </summary>
internal static class TrafficBursts
{
    private static readonly long Gap = MonotonicClock.Nanoseconds(TimeSpan.FromMilliseconds(1));

    public static IEnumerable<PlannedOperation> Of(
        Scenario scenario, IReadOnlyList<PlannedFault> faults, ulong seed, int replicas, UserPool users)
    {
        foreach (var (workload, kind) in scenario.Workloads.Index().Where(kind => scenario.Traffic.ContainsKey(kind.Item.Name)))
        {
            if (kind.Burst is not var (write, size))
            {
                continue;
            }

            var firstClient = scenario.Workloads.FirstClient(kind.Name, users);
            var mix = kind.Mix(seed ^ 1, users);
            foreach (var fault in faults)
            {
                for (var i = 0; i < size; i++)
                {
                    var drawn = Draw(mix, write, fault.At + (i * Gap));
                    yield return drawn with
                    {
                        Workload = (byte)workload,
                        Client = firstClient + drawn.Client,
                        Delivery = Delivery.None,
                        Aim = (sbyte)(fault.Resource == FaultCard.OfReplicas ? fault.Index : i % replicas),
                    };
                }
            }
        }
    }

    private static PlannedOperation Draw(IMix mix, OperationKind kind, long due)
    {
        while (true)
        {
            var drawn = mix.Next(due, subject: null);
            if (drawn.Kind == kind)
            {
                return drawn;
            }
        }
    }
}
