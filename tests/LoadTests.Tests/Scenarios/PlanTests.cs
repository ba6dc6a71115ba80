using AspireStateless.Control;
using AspireStateless.Judging.Histories;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Plans;
using AspireStateless.LoadTests.Scenarios;
using AspireStateless.LoadTests.Workloads;

namespace AspireStateless.LoadTests.Tests.Scenarios;

public sealed class PlanTests
{
    [Fact]
    public void The_same_seed_makes_the_same_plan_and_another_seed_another()
    {
        Assert.Equal(Hash(seed: 1), Hash(seed: 1));
        Assert.NotEqual(Hash(seed: 1), Hash(seed: 2));
    }

    [Fact]
    public void A_plan_is_read_back_as_it_was_written()
    {
        var encoded = PlanFile.Encode(Make(seed: 3));
        Assert.Equal(encoded, PlanFile.Encode(PlanFile.Decode(encoded)));
    }

    [Fact]
    public void Operations_are_in_the_order_in_which_they_are_due()
    {
        long[] due = [.. Make(seed: 1).Operations.Select(operation => operation.Due)];
        Assert.Equal(due.Order(), due);
    }

    [Fact]
    public void A_twentieth_of_the_visits_is_sent_twice_and_a_hundredth_abandoned()
    {
        var visits = Make(seed: 1).Operations.Where(operation => operation is { Kind: OperationKind.Visit, Aim: < 0 }).ToList();
        Assert.InRange(visits.Count(visit => visit.Delivery.HasFlag(Delivery.Duplicate)) / (double)visits.Count, 0.04, 0.06);
        Assert.InRange(visits.Count(visit => visit.Delivery.HasFlag(Delivery.Abandon)) / (double)visits.Count, 0.006, 0.014);
        Assert.Contains(visits, visit => visit.Delivery == (Delivery.Abandon | Delivery.NoRetry));
        Assert.Contains(visits, visit => visit.Delivery == Delivery.Abandon);
    }

    [Theory]
    [InlineData(nameof(OperationKind.Visit), 40)]
    [InlineData(nameof(OperationKind.PlaceOrder), 24)]
    [InlineData(nameof(OperationKind.WriteSession), 8)]
    [InlineData(nameof(OperationKind.ChangeCart), 8)]
    public void Each_fault_is_met_by_writes_aimed_at_its_target(string write, int least)
    {
        var plan = Make(seed: 1);
        foreach (var fault in plan.Faults.Where(fault => fault.Resource == "api"))
        {
            Assert.True(plan.Operations.Count(
                operation => operation.Aim == fault.Index && operation.Kind == Enum.Parse<OperationKind>(write)
                && operation.Due >= fault.At && operation.Due < fault.At + 50_000_000) >= least);
        }
    }

    [Theory]
    [InlineData(nameof(OperationKind.ReadSession), 64)]
    [InlineData(nameof(OperationKind.ReadCart), 16)]
    public void Every_replica_is_asked_by_all_users_at_one_instant_for_what_is_their_own(string read, int users)
    {
        var crowds = Make(seed: 1).Operations.Where(operation => operation.Kind == Enum.Parse<OperationKind>(read) && operation.Aim >= 0)
            .GroupBy(operation => (operation.Due, operation.Aim)).ToList();

        Assert.Equal([0, 1, 2], crowds.Select(crowd => (int)crowd.Key.Aim).Distinct().Order());
        Assert.All(crowds, crowd => Assert.Equal(Enumerable.Range(0, users), crowd.Select(operation => (int)operation.Subject).Order()));
    }

    [Fact]
    public void Readers_behind_a_slow_link_ask_for_a_product_between_two_writes_of_another_client_which_looks_again_later()
    {
        var plan = Make(seed: 1);
        foreach (var fault in plan.Faults.Where(fault => fault.Kind == FaultKinds.Latency))
        {
            var slow = fault.Settings!.Replica!.Value;
            var meanwhile = plan.Operations.Where(operation => operation.Due >= fault.At && operation.Due < fault.At + (3 * fault.Lasts))
                .ToList();
            var read = meanwhile.First(operation => operation is { Kind: OperationKind.ReadProduct, Aim: >= 0 });
            var writes = meanwhile.Where(operation => operation is { Kind: OperationKind.WriteProduct, Aim: >= 0 }
                && operation.Subject == read.Subject).Take(2).ToList();
            Assert.Equal(slow, read.Aim);
            Assert.All(writes, write => Assert.NotEqual(slow, write.Aim));
            Assert.InRange(read.Due, writes[0].Due, writes[1].Due);
            Assert.Contains(meanwhile, operation => operation.Kind == OperationKind.ReadProduct && operation.Subject == read.Subject
                && operation.Client == writes[1].Client && operation.Due > writes[1].Due);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"version":2}""")]
    public void What_is_no_plan_is_bad_input(string text) =>
        Assert.Throws<BadInputException>(() => PlanFile.Decode(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_plan_of_another_version_is_named() =>
        Assert.Contains(
            "version 3",
            Assert.Throws<BadInputException>(() => PlanFile.Decode("""{"version":3}"""u8.ToArray())).Message,
            StringComparison.Ordinal);

    private static Plan Make(ulong seed)
    {
        var chaos = ScenarioCatalog.Find("chaos");
        return Planner.Make(chaos, seed, chaos.Duration, chaos.Rate, replicas: 3, new UserPool(UserPool.Many));
    }

    private static string Hash(ulong seed) => PlanFile.Hash(PlanFile.Encode(Make(seed)));
}
