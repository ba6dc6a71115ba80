using AspireStateless.Control;
using AspireStateless.LoadTests.Faults;

namespace AspireStateless.LoadTests.Tests.Faults;

public sealed class FaultDeckTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Fact]
    public void Every_seed_loses_ten_replicas_five_of_them_to_sigkill_and_redis_once()
    {
        for (ulong seed = 0; seed < 2000; seed++)
        {
            var faults = FaultDeck.Deal(Recipes.ReplicasAndRedis, seed, Minute, replicas: 3);
            var losses = faults.Where(fault => fault.Resource == "api").ToList();
            Assert.True(losses.Count >= 10, $"seed {seed}");
            Assert.True(losses.Count(fault => fault.Kind == FaultKinds.Kill) >= 5, $"seed {seed}");
            Assert.Contains(losses, fault => fault.Kind == FaultKinds.Stop);
            Assert.Single(faults, fault => fault is { Resource: "redis", Kind: FaultKinds.Kill });
        }
    }

    [Fact]
    public void Faults_come_two_to_four_seconds_apart_and_leave_the_start_and_the_end_alone()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            long[] at = [.. FaultDeck.Deal(Recipes.ReplicasAndRedis, seed, Minute, replicas: 3).Select(fault => fault.At)];
            Assert.All(at, time => Assert.InRange(time, 3_000_000_000, 56_000_000_000));
            Assert.All(at.Zip(at.Skip(1), (one, next) => next - one), gap => Assert.InRange(gap, 2_000_000_000, 4_000_000_000));
        }
    }

    [Fact]
    public void The_same_seed_deals_the_same_faults() =>
        Assert.Equal(FaultDeck.Deal(Recipes.ReplicasAndRedis, 7, Minute, 3), FaultDeck.Deal(Recipes.ReplicasAndRedis, 7, Minute, 3));

    [Fact]
    public void A_run_that_is_too_short_for_faults_has_none() =>
        Assert.Empty(FaultDeck.Deal(Recipes.ReplicasAndRedis, 1, TimeSpan.FromSeconds(5), replicas: 3));
}
