using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Performance.Benches;
using AspireStateless.LoadTests.Performance.Benches.Engine;
using AspireStateless.LoadTests.Performance.Benches.Parts;
using AspireStateless.LoadTests.Performance.Benches.Service;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Tests.Benches;

public sealed class BenchTests
{
    private static readonly BenchSize Usual = new(Rounds: 5, Seconds: 1);
    private static readonly BenchRow Fast = new("sockets", new Spread(1.01, 0.98, 1.03)) { Rate = 69_564, Limit = Limit.Least(1) };
    private static readonly BenchRow Unsure = Fast with { Value = new Spread(0.97, 0.95, 1.01) };
    private static readonly BenchRow Slow = Fast with { Value = new Spread(0.93, 0.91, 0.99) };
    private static readonly BenchRow Absent = BenchRow.NotMeasured("wrk -t1", "wrk is missing: eng/install --bench");
    private static readonly BenchRow Figure = BenchRow.Figure("start, empty data", Spread.Of(5120, 6900, 6100), "ms", Limit.Most(7000));

    [Fact]
    public void A_ratio_shows_the_middle_the_range_its_rate_and_its_limit() => Assert.Equal(
        ["Against wrk", "  wrk -t1                              1                   67,090/s",
            "  sockets                           1.01      0.98 .. 1.03 69,564/s         >= 1"],
        BenchText.Lines(new("Against wrk", [BenchRow.Base("wrk -t1", [67_090]), Fast])));

    [Fact]
    public void A_figure_shows_the_same_with_its_unit() => Assert.Equal(
        ["Start", "  start, empty data                6,100    5,120 .. 6,900 ms           <= 7,000",
            "  once                              21.4                   µs"],
        BenchText.Lines(new("Start", [Figure, BenchRow.Figure("once", 21.4, "µs")])));

    [Fact]
    public void Nothing_is_wider_than_a_terminal()
    {
        var machine = new MachineResult(
            new string('c', 40) + "-dirty", 128, 1_048_576, new string('o', 60) + " X64", ".NET 10.0.0", DebugBuild: false);
        var wide = new BenchRow(new string('w', 31), new Spread(10.12, 10.01, 99.99)) { Rate = 1_234_567, Limit = Limit.Most(10_000) };
        IEnumerable<string> lines =
        [
            .. BenchText.Head(machine, DateTimeOffset.UnixEpoch, Usual),
            .. BenchText.Lines(new(string.Join(' ', Enumerable.Repeat("words", 40)), [wide, Absent, Figure])),
            .. BenchText.Lines(new("endpoints", [.. EndpointRows.Requests.Select(request => wide with { What = request.Name })])),
            .. new BenchVerdict([Slow, Absent with { Limit = Limit.Least(1) }], [string.Join(' ', Enumerable.Repeat("busy", 40))]).Lines,
        ];
        Assert.All(lines, line => Assert.InRange(line.Length, 0, BenchText.Columns));
    }

    [Fact]
    public void The_head_says_when_and_on_how_many_cores_it_was_measured()
    {
        var machine = new MachineResult("abc", 2, 8192, "Linux X64", ".NET 10.0.0", DebugBuild: false);
        var head = string.Join(' ', BenchText.Head(machine, DateTimeOffset.UnixEpoch, Usual));
        Assert.Contains("1970-01-01 00:00 UTC; 2 cores; 8,192 MB", head, StringComparison.Ordinal);
        Assert.Contains("32 connections; 5 rounds of 1 s", head, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_program_is_named_with_what_to_do_and_the_other_is_measured()
    {
        var rates = new Dictionary<Generator, double[]>
        {
            [Generator.Wrk] = [100, 100],
            [Generator.Sockets] = [110, 120],
            [Generator.Handler] = [80, 80],
        };
        var wrk = GeneratorRows.Against(Generator.Wrk, rates, Tool.Install(Tool.Wrk));
        var hey = GeneratorRows.Against(Generator.Hey, rates, Tool.Install(Tool.Hey));
        Assert.Equal([null, 1.15, 0.8], wrk.Rows.Select(row => row.Value?.Middle));
        Assert.Contains("hey is missing: eng/install --bench", string.Join(' ', BenchText.Lines(hey)), StringComparison.Ordinal);
        // The limits are about wrk alone.
        Assert.Equal(ExitCode.Passed, new BenchVerdict([.. wrk.Rows, .. hey.Rows], []).Code);
    }

    [Fact]
    public void Only_a_limit_missed_in_every_round_is_broken()
    {
        Assert.Equal(ExitCode.Passed, new BenchVerdict([Fast, Absent, Figure], []).Code);
        Assert.Equal(ExitCode.NotProven, new BenchVerdict([Fast, Unsure], []).Code);
        Assert.Equal(ExitCode.NotProven, new BenchVerdict([Fast, Absent with { Limit = Limit.Least(1) }], []).Code);
        Assert.Equal(ExitCode.Failed, new BenchVerdict([Unsure, Slow], []).Code);
        Assert.Equal(ExitCode.NotProven, new BenchVerdict([Figure with { Limit = Limit.Most(6000) }], []).Code);
        Assert.Equal(ExitCode.Failed, new BenchVerdict([Figure with { Limit = Limit.Most(5000) }], []).Code);
    }

    [Fact]
    public void What_misses_its_limit_is_named_with_both()
    {
        Assert.Equal(
            "NOT PROVEN: sockets is 0.97 in the middle and has to be >= 1, as some rounds were.",
            string.Join(' ', new BenchVerdict([Unsure], []).Lines.SkipLast(1)));
        Assert.StartsWith(
            "BROKEN: start, empty data is 6,100 in the middle and has to be <= 5,000, as no round was.",
            string.Join(' ', new BenchVerdict([Figure with { Limit = Limit.Most(5000) }], []).Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_busy_machine_nothing_is_judged()
    {
        var verdict = new BenchVerdict([Slow], ["other programs took 60 % of the machine, 25 % at most"]);
        Assert.Equal(ExitCode.Invalid, verdict.Code);
        Assert.Contains("other programs took", string.Join(' ', verdict.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("BROKEN", string.Join(' ', verdict.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_of_ratios_is_what_is_measured_unless_something_is_named()
    {
        Assert.Equal(
            ["generators", "replicas", "proxy", "endpoints", "append"], BenchPlan.Of(null, Usual).Parts.Select(part => part.Name));
        Assert.Equal(["history", "proxy"], BenchPlan.Of("history,proxy,history", Usual).Parts.Select(part => part.Name));
    }

    [Fact]
    public void What_is_measured_takes_four_minutes_at_most_and_eight_with_growth()
    {
        Assert.Equal(TimeSpan.FromMinutes(6), BenchPlan.Of(null, Usual).Limit);
        Assert.Equal(TimeSpan.FromMinutes(12), BenchPlan.Of(BenchPart.Growth, Usual).Limit);
        Assert.All(BenchPart.All, part => BenchPlan.Of(part.Name, new(Rounds: 5, Seconds: 2)));
        Assert.Throws<BadInputException>(() => BenchPlan.Of(null, new(Rounds: 5, Seconds: 2)));
        Assert.Throws<BadInputException>(() => BenchPlan.Of(BenchPart.Names.Replace(", ", ",", StringComparison.Ordinal), Usual));
    }
}
