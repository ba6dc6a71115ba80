using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Performance.Gates;
using AspireStateless.LoadTests.Performance.Gates.SelfTests;
using AspireStateless.LoadTests.Targets;

namespace AspireStateless.LoadTests.Tests.Gates;

/// <summary>When the gate is wrong seldom enough to be believed.</summary>
public sealed class RatesVerdictTests
{
    private static readonly Slowdown[] Slowdowns = [new("Slow", FoundBy.Times, ""), new("Dear", FoundBy.Costs, "")];
    private static readonly PoolRates Same = Pool(GateRates.Same) with { Passed = 1 };
    private static readonly PoolRates Slow = Pool("Slow") with { Failed = 0.96 };
    private static readonly PoolRates Dear = Pool("Dear") with { BrokeBudget = true };

    [Fact]
    public void A_gate_that_finds_each_slowdown_by_its_part_and_nothing_else_passes()
    {
        var verdict = Of(Same, Slow, Dear);
        Assert.Equal((ExitCode.Passed, null), (verdict.Code, verdict.Next));
    }

    [Fact]
    public void False_alarms_fail()
    {
        Fails("2.00 % false alarms", Of(Same with { Failed = 0.02 }, Slow, Dear));
        Fails("breaks its own budget", Of(Same with { BrokeBudget = true }, Slow, Dear));
        Fails("breaks its own budget", Of(Same, Slow, Dear, alarms: 1));
    }

    [Fact]
    public void A_slowdown_that_its_part_does_not_find_fails_whatever_the_other_part_says()
    {
        Fails("Slow found too seldom", Of(Same, Slow with { Failed = 0.94, BrokeBudget = true }, Dear));
        Fails("Dear found too seldom", Of(Same, Slow, Dear with { Failed = 1, BrokeBudget = false }));
        Fails("Dear found too seldom", Of(Same, Slow, Dear, found: 99));
    }

    [Fact]
    public void Pairs_that_could_not_be_measured_or_are_too_few_prove_nothing()
    {
        Assert.Equal(ExitCode.Invalid, Of(Same, Slow, Dear, objection: "Slow, pair 3: late").Code);
        Assert.Equal(ExitCode.NotProven, Of(Same, Slow, Dear, isWhole: false).Code);
    }

    private static void Fails(string why, RatesVerdict verdict)
    {
        Assert.Equal(ExitCode.Failed, verdict.Code);
        Assert.Contains(why, verdict.Sentence, StringComparison.Ordinal);
    }

    private static RatesVerdict Of(
        PoolRates same, PoolRates slow, PoolRates dear, int alarms = 0, int found = 100, string? objection = null, bool isWhole = true) =>
        RatesVerdict.Of(
            new GateRates(
                "2000-01-01", "", "", 10, 10_000, [same, slow, dear], [new(GateRates.Same, 100, alarms), new("Dear", 100, found)]),
            Slowdowns,
            objection is null ? [] : [objection],
            isWhole);

    private static PoolRates Pool(string name) => new(name, 20, 0, 0, 0, 0, 0, 0, BrokeBudget: false);
}
