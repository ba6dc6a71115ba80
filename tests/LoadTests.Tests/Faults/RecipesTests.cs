using System.Globalization;
using AspireStateless.Control;
using AspireStateless.Judging.Faults;
using AspireStateless.Judging.Histories;
using AspireStateless.Judging.Jobs;
using AspireStateless.LoadTests.Faults;
using AspireStateless.LoadTests.Runs;
using AspireStateless.LoadTests.Scenarios;

namespace AspireStateless.LoadTests.Tests.Faults;

public sealed class RecipesTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(4);

    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, FaultRecipe> All => new(StringComparer.Ordinal)
    {
        [nameof(Recipes.ReplicasAndRedis)] = Recipes.ReplicasAndRedis,
        [nameof(Recipes.BlackFriday)] = Recipes.BlackFriday,
        [nameof(Recipes.RollingRestart)] = Recipes.RollingRestart,
        [nameof(Recipes.StoreOutage)] = Recipes.StoreOutage,
        [nameof(Recipes.PartialPartition)] = Recipes.PartialPartition,
        [nameof(Recipes.Everything)] = Recipes.Everything,
        [nameof(Recipes.Pairs)] = Recipes.Pairs,
        [nameof(Recipes.WipedStore)] = Recipes.WipedStore,
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_links_every_fault_is_left_that_needs_none(string name)
    {
        var left = All[name].WithoutLinks;
        Assert.False(left.NeedsLinks);
        Assert.Equal(All[name].Cards.Where(card => !card.NeedsLinks), left.Cards);
        Assert.DoesNotContain(FaultDeck.Deal(left, seed: 1, LongEnough, replicas: 3), fault =>
            FaultTraits.IsOfLink(fault.Kind) || fault.Trigger is { WhileAnswerIsHeld: true });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_seed_deals_the_least_count_of_every_card(string name)
    {
        var recipe = All[name];
        for (ulong seed = 0; seed < 100; seed++)
        {
            var faults = FaultDeck.Deal(recipe, seed, LongEnough, replicas: 3);
            Assert.All(recipe.Cards, card => Assert.True(
                faults.Count(fault => fault.Kind == card.Kind && fault.Resource == card.Resource) >= card.Least,
                $"seed {seed}: {card.Kind} of {card.Resource}"));
        }
    }

    [Theory]
    [InlineData("chaos")]
    [InlineData("store-outage")]
    public void Redis_is_killed_when_there_is_something_to_lose(string name)
    {
        var scenario = ScenarioCatalog.Find(name);
        for (ulong seed = 0; seed < 100; seed++)
        {
            var kill = FaultDeck.Deal(scenario.Faults, seed, scenario.Duration, replicas: 3)
                .Last(fault => fault is { Kind: FaultKinds.Kill, Resource: "redis" });
            Assert.True(kill.At > MonotonicClock.Nanoseconds(scenario.Duration / 4), $"seed {seed}: at {MonotonicClock.Span(kill.At)}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_store_is_taken_away_before_the_last_one_is_back(string name)
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            var outages = FaultDeck.Deal(All[name], seed, LongEnough, replicas: 3).Where(fault => fault.Replica is null).ToList();
            Assert.All(outages.Zip(outages.Skip(1)), pair =>
                Assert.True(pair.First.At + pair.First.Lasts < pair.Second.At, $"seed {seed}"));
        }
    }

    [Fact]
    public void Nothing_is_planned_beside_what_is_to_be_alone()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            var timed = FaultDeck.Deal(Recipes.Everything, seed, LongEnough, replicas: 3).Where(fault => fault.Trigger is null).ToList();
            foreach (var place in Enumerable.Range(1, timed.Count - 2).Where(place => timed[place].Alone))
            {
                Assert.All(timed.Take(place), earlier => Assert.True(earlier.At + earlier.Lasts < timed[place].At, $"seed {seed}"));
                Assert.True(timed[place].At + timed[place].Lasts < timed[place + 1].At, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void After_Redis_was_killed_and_while_the_leader_is_away_nothing_is_done_for_longer_than_a_job_may_be_without_a_tick()
    {
        var chaos = ScenarioCatalog.Find("chaos");
        var settings = OwnSettings.Of(chaos);
        var limit = MissingTicks.LimitOf(ServiceOptions.Unknown with
        {
            JobPeriod = TimeSpan.Parse(settings["Jobs:Period"], CultureInfo.InvariantCulture),
            JobLease = TimeSpan.Parse(settings["Jobs:Lease"], CultureInfo.InvariantCulture),
        });
        for (ulong seed = 0; seed < 100; seed++)
        {
            var faults = FaultDeck.Deal(chaos.Faults, seed, chaos.Duration, replicas: 3);
            var kill = Assert.Single(faults, fault => fault is { Kind: FaultKinds.Kill, Resource: "redis", QuietAfter: > 0 });
            Assert.True(kill.Alone && kill.QuietAfter > limit, $"seed {seed}");
            Assert.DoesNotContain(faults, fault => fault.Trigger is null && fault.At > kill.At
                && fault.At < kill.At + kill.Lasts + kill.QuietAfter);
            var leader = Assert.Single(faults, fault => fault is { Kind: FaultKinds.Kill, Trigger.WhileItLeads: true });
            Assert.True(leader.Alone && leader.Lasts > limit, $"seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_deals_the_same_faults_and_another_seed_others(string name)
    {
        Assert.Equal(FaultDeck.Deal(All[name], 7, LongEnough, 3), FaultDeck.Deal(All[name], 7, LongEnough, 3));
        Assert.NotEqual(FaultDeck.Deal(All[name], 7, LongEnough, 3), FaultDeck.Deal(All[name], 8, LongEnough, 3));
    }

    [Theory]
    [InlineData("chaos", 8)]
    [InlineData("black-friday", 6)]
    [InlineData("store-outage", 0)]
    public void A_scenario_deals_every_card_and_loses_as_many_replicas_as_it_says_whatever_the_seed(string name, int losses)
    {
        var scenario = ScenarioCatalog.Find(name);
        for (ulong seed = 0; seed < 1000; seed++)
        {
            var faults = FaultDeck.Deal(scenario.Faults, seed, scenario.Duration, replicas: 3);

            // A kill again is two.
            var lost = faults.Count(fault => fault.Resource == "api" && FaultTraits.EndsProcess(fault.Kind))
                + faults.Count(fault => fault.Kind == FaultTraits.KillAgain);
            Assert.True(lost >= losses, $"seed {seed}: {lost}");
            Assert.All(scenario.Faults.Cards, card => Assert.True(
                faults.Any(fault => fault.Kind == card.Kind && fault.Resource == card.Resource),
                    $"seed {seed}: {card.Kind} of {card.Resource}"));
        }
    }

    [Theory]
    [InlineData("chaos")]
    [InlineData("store-outage")]
    public void A_record_that_nobody_can_read_is_there_for_longer_than_its_readers_leave_it_alone(string name)
    {
        var scenario = ScenarioCatalog.Find(name);
        var settings = OwnSettings.Of(scenario);
        var looks = TimeSpan.Parse(settings["Keys:RefreshPeriod"], CultureInfo.InvariantCulture);

        var poisons = FaultDeck.Deal(scenario.Faults, 1, scenario.Duration, replicas: 3).Where(fault => fault.Kind == FaultKinds.Poison)
            .ToList();

        Assert.Equal(["postgres", "redis"], poisons.Select(fault => fault.Resource).Distinct().Order());
        Assert.All(poisons, fault => Assert.True(MonotonicClock.Span(fault.Lasts) > 2 * looks));
        Assert.All(poisons, fault => Assert.True(fault.Settings is { Inject.Count: > 0, Cure.Count: > 0 }));
    }

    [Fact]
    public void What_waits_for_an_event_is_ready_from_the_beginning()
    {
        var waiting = FaultDeck.Deal(Recipes.BlackFriday, 1, LongEnough, replicas: 3).Where(fault => fault.Trigger is not null).ToList();

        Assert.Equal(OperationKind.PlaceOrder, Assert.Single(waiting).Trigger!.Kind);
        Assert.Equal(TimeSpan.FromSeconds(3), MonotonicClock.Span(waiting[0].At));
    }

    [Fact]
    public void A_run_without_faults_has_none() => Assert.Empty(FaultDeck.Deal(Recipes.None, 1, LongEnough, replicas: 3));

    [Fact]
    public void A_rolling_restart_replaces_every_replica_before_it_does_anything_else()
    {
        var faults = FaultDeck.Deal(Recipes.RollingRestart, 1, LongEnough, replicas: 4);
        Assert.All(faults.Take(4), fault => Assert.Equal(FaultKinds.Replace, fault.Kind));
        Assert.Equal([0, 1, 2, 3], faults.Take(4).Select(fault => fault.Index));
        Assert.All(faults.Skip(4).Take(4), fault => Assert.Equal(FaultKinds.Stop, fault.Kind));
    }

    [Fact]
    public void A_partial_partition_concerns_one_replica_and_every_replica_at_some_time()
    {
        var links = FaultDeck.Deal(Recipes.PartialPartition, 1, LongEnough, replicas: 3).Where(fault => FaultTraits.IsOfLink(fault.Kind))
            .ToList();
        Assert.All(links, fault => Assert.InRange(fault.Settings!.Replica!.Value, 0, 2));
        Assert.Equal(3, links.Select(fault => fault.Settings!.Replica).Distinct().Count());
        Assert.True(Recipes.PartialPartition.NeedsLinks);
        Assert.False(Recipes.StoreOutage.NeedsLinks);
    }

    [Fact]
    public void Ordered_pairs_are_dealt_so_that_each_card_follows_each_within_as_many_faults_as_there_are_pairs()
    {
        var cards = Recipes.Pairs.Cards.Count;
        for (ulong seed = 0; seed < 20; seed++)
        {
            var faults = FaultDeck.Deal(Recipes.Pairs, seed, LongEnough, replicas: 3).Take((cards * cards) + 1).ToList();
            var pairs = faults.Zip(faults.Skip(1))
                .Select(pair => (pair.First.Kind, pair.First.Resource, pair.Second.Kind, pair.Second.Resource));
            Assert.Equal(cards * cards, pairs.Distinct().Count());
        }
    }
}
