using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Plans;

/// <summary>
/// All users at one replica at one instant, each asking for what is their own. A service that takes one user for another mostly does so
/// when the two come together: among 64 there are 2,016 pairs, of which ordinary traffic brings few together at all.
/// </summary>
internal static class UserBursts
{
    private static readonly long Apart = MonotonicClock.Nanoseconds(TimeSpan.FromSeconds(2.5));

    /// <param name="workloads">Those that the scenario has.</param>
    public static IEnumerable<PlannedOperation> Of(
        IEnumerable<string> workloads, ulong seed, TimeSpan duration, int replicas, UserPool users)
    {
        (string Workload, OperationKind Read, int Subjects)[] kinds =
        [
            ("sessions", OperationKind.ReadSession, SessionsMix.PerUser * UserPool.Count(users.Sessions)),
            ("carts", OperationKind.ReadCart, UserPool.Count(users.Carts)),
        ];
        foreach (var (name, read, subjects) in kinds.IntersectBy(workloads, kind => kind.Workload))
        {
            var workload = WorkloadCatalog.All.IndexOf(name);
            var firstClient = WorkloadCatalog.All.FirstClient(name, users);
            var clients = WorkloadCatalog.All[workload].Mix(seed, users).Clients;
            var random = RandomStream.Of(seed, $"{name}.crowds");
            var crowd = 0;
            for (var due = Apart; due < MonotonicClock.Nanoseconds(duration); due += Apart, crowd++)
            {
                for (var subject = 0; subject < subjects; subject++)
                {
                    yield return new PlannedOperation(due, firstClient + random.Next(clients), read, subject) with
                    {
                        Workload = (byte)workload,
                        Aim = (sbyte)(crowd % replicas),
                    };
                }
            }
        }
    }
}
