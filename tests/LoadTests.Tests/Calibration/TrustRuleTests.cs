using AspireStateless.LoadTests.Calibration;

namespace AspireStateless.LoadTests.Tests.Calibration;

public sealed class TrustRuleTests
{
    private static readonly GeneratorHealth Healthy = new()
    {
        Slices = 20,
        TaintedSlices = 0,
        GcPauseMilliseconds = 0.5,
        WorstGcPauseMilliseconds = 0.5,
        WorstQueueMilliseconds = 0.1,
        Cores = 0.05,
        OtherCores = 0.1,
        StealShare = 0,
    };

    private static readonly CalibrationResult Good = new()
    {
        OfferedPerSecond = 1000,
        AchievedPerSecond = 1000,
        ArrivalHash = "",
        LatenessP50 = 20,
        LatenessP99 = 110,
        LatenessP999 = 300,
        ResponseP50 = 120,
        ProcessorPerRequest = 25,
        PacerCores = 0.02,
        NoiseShift = 0,
        NoiseSpread = 0.02,
        Health = Healthy,
    };

    [Fact]
    public void A_generator_that_keeps_its_time_is_trusted() => Assert.Empty(TrustRule.Objections(Good));

    [Fact]
    public void Each_rule_that_is_broken_is_named()
    {
        Named("late", Good with { LatenessP99 = 1001 });
        Named("offered", Good with { AchievedPerSecond = 994 });
        Named("half of the machine", Good with { Health = Healthy with { Cores = 0.36 * Environment.ProcessorCount } });
        Named("stood still", Good with { Health = Healthy with { TaintedSlices = 2 } });
        Named("other programs", Good with { Health = Healthy with { OtherCores = 0.26 * Environment.ProcessorCount } });
        Named("the host", Good with { Health = Healthy with { StealShare = 0.06 } });
    }

    [Fact]
    public void Lateness_counts_beside_what_was_measured()
    {
        Assert.Empty(TrustRule.Objections(Good, measuredP50: 1100));
        Assert.Contains("more than", Assert.Single(TrustRule.Objections(Good, measuredP50: 1000)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_breaks_no_rule() =>
        Assert.Empty(TrustRule.Objections(Good with { Health = Healthy with { StealShare = null, OtherCores = null } }));

    private static void Named(string what, CalibrationResult result) =>
        Assert.Contains(what, Assert.Single(TrustRule.Objections(result)), StringComparison.Ordinal);
}
