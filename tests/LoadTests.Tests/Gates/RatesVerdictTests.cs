using System.Text.Json;
using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Performance.Gates;
using AspireStateless.LoadTests.Performance.Gates.SelfTests;
using AspireStateless.LoadTests.Reports;
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
        Fails("breaks its own budget: GET /once", Of(Same, Slow, Dear, calls: 1));
        Fails("breaks its own budget: GET /once", Of(Same, Slow, Dear, bytes: 11));
    }

    [Fact]
    public void Bytes_of_a_process_in_ten_are_cleared_by_those_that_a_gate_asks_too()
    {
        Assert.Equal(ExitCode.Passed, Of(Same, Slow, Dear, bytes: 10).Code);
    }

    [Fact]
    public void A_slowdown_that_its_part_does_not_find_fails_whatever_the_other_part_says()
    {
        Fails("Slow found too seldom", Of(Same, Slow with { Failed = 0.94, BrokeBudget = true }, Dear));
        Fails("Dear found too seldom", Of(Same, Slow, Dear with { Failed = 1, BrokeBudget = false }));
        Fails("Dear found too seldom", Of(Same, Slow, Dear, found: 9));
    }

    [Fact]
    public void Pairs_that_could_not_be_measured_or_are_too_few_prove_nothing()
    {
        Assert.Equal(ExitCode.Invalid, Of(Same, Slow, Dear, objection: "Slow, pair 3: late").Code);
        Assert.Equal(ExitCode.NotProven, Of(Same, Slow, Dear, isWhole: false).Code);
    }

    [Fact]
    public void What_was_not_counted_yet_can_be_told_and_stored()
    {
        var rates = new CostRates("2000-01-01", "", []);
        Assert.Contains("not counted yet", rates.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"counts\": []", JsonSerializer.Serialize(rates, ReportJson.Format), StringComparison.Ordinal);
    }

    private static void Fails(string why, RatesVerdict verdict)
    {
        Assert.Equal(ExitCode.Failed, verdict.Code);
        Assert.Contains(why, verdict.Sentence, StringComparison.Ordinal);
    }

    private static RatesVerdict Of(
        PoolRates same, PoolRates slow, PoolRates dear, int calls = 0, int bytes = 0, int found = 10, string? objection = null,
        bool isWhole = true) =>
        RatesVerdict.Of(
            new GateRates(
                "2000-01-01", "", "", 10, 10_000, [same, slow, dear],
                new CostRates("2000-01-01", "", [
                    new(GateRates.Same, 100, calls + bytes, [new("GET /once", calls, bytes), new("GET /never", 0, 0)]),
                    new("Dear", 10, found, [new("GET /once", found, 0)]),
                ])),
            Slowdowns,
            objection is null ? [] : [objection],
            isWhole);

    private static PoolRates Pool(string name) => new(name, 20, 0, 0, 0, 0, 0, 0, BrokeBudget: false);
}
