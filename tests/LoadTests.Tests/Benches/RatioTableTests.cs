using AspireStateless.Judging.Verdicts;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Performance.Benches;
using AspireStateless.LoadTests.Performance.Benches.Engine;
using AspireStateless.LoadTests.Performance.Benches.Table;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Tests.Benches;

public sealed class RatioTableTests
{
    private static readonly RatioRow Fast = new("sockets", 69_564, new Ratio(1.01, 0.98, 1.03)) { Least = 1 };
    private static readonly RatioRow Unsure = Fast with { Ratio = new Ratio(0.97, 0.95, 1.01) };
    private static readonly RatioRow Slow = Fast with { Ratio = new Ratio(0.93, 0.91, 0.99) };
    private static readonly RatioRow Absent = RatioRow.NotMeasured("wrk -t1", "wrk is missing: eng/install --bench");

    [Fact]
    public void A_row_shows_ratio_range_rate_and_limit() => Assert.Equal(
        ["Against wrk", "  wrk -t1                                 1                     67,090/s",
            "  sockets                              1.01    0.98 .. 1.03     69,564/s  >= 1.0"],
        RatioText.Lines(new("Against wrk", [RatioRow.Base("wrk -t1", [67_090]), Fast])));

    [Fact]
    public void Nothing_is_wider_than_a_terminal()
    {
        var machine = new MachineResult(
            new string('c', 40) + "-dirty", 128, 1_048_576, new string('o', 60) + " X64", ".NET 10.0.0", DebugBuild: false);
        var wide = new RatioRow(new string('w', 35), 123_456_789, new Ratio(10.12, 10.01, 99.99)) { Least = 1 };
        IEnumerable<string> lines =
        [
            .. RatioText.Head(machine, DateTimeOffset.UnixEpoch, new BenchSize(null, 5, 1)),
            .. RatioText.Lines(new(string.Join(' ', Enumerable.Repeat("words", 40)), [wide, Absent])),
            .. RatioText.Lines(new("endpoints", [.. EndpointRows.Requests.Select(request => wide with { What = request.Name })])),
            .. new RatioSummary([Slow, Absent with { Least = 1 }], [string.Join(' ', Enumerable.Repeat("busy", 40))]).Lines,
        ];
        Assert.All(lines, line => Assert.InRange(line.Length, 0, RatioText.Columns));
    }

    [Fact]
    public void The_head_says_when_and_on_how_many_cores_it_was_measured()
    {
        var machine = new MachineResult("abc", 2, 8192, "Linux X64", ".NET 10.0.0", DebugBuild: false);
        var head = string.Join(' ', RatioText.Head(machine, DateTimeOffset.UnixEpoch, new BenchSize(null, 5, 1)));
        Assert.Contains("1970-01-01 00:00 UTC; 2 cores; 8,192 MB", head, StringComparison.Ordinal);
        Assert.Contains("32 connections; 5 rounds of 1 s", head, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_program_is_named_with_what_to_do_and_the_other_is_measured()
    {
        var rates = new Dictionary<Generator, double[]>
        {
            [Generator.Wrk] = [100, 100],
            [ClosedRounds.Sockets] = [110, 120],
            [ClosedRounds.Handler] = [80, 80],
        };
        var wrk = GeneratorRows.Against(Generator.Wrk, rates, Tool.Install(Tool.Wrk));
        var hey = GeneratorRows.Against(Generator.Hey, rates, Tool.Install(Tool.Hey));
        Assert.Equal([null, 1.15, 0.8], wrk.Rows.Select(row => row.Ratio?.Middle));
        Assert.Contains("hey is missing: eng/install --bench", string.Join(' ', RatioText.Lines(hey)), StringComparison.Ordinal);
        // The limits are about wrk alone.
        Assert.Equal(ExitCode.Passed, new RatioSummary([.. wrk.Rows, .. hey.Rows], []).Code);
    }

    [Fact]
    public void Only_a_limit_missed_in_every_round_is_broken()
    {
        Assert.Equal(ExitCode.Passed, new RatioSummary([Fast, Absent], []).Code);
        Assert.Equal(ExitCode.NotProven, new RatioSummary([Fast, Unsure], []).Code);
        Assert.Equal(ExitCode.NotProven, new RatioSummary([Fast, Absent with { Least = 1 }], []).Code);
        Assert.Equal(ExitCode.Failed, new RatioSummary([Unsure, Slow], []).Code);
    }

    [Fact]
    public void On_a_busy_machine_nothing_is_judged()
    {
        var summary = new RatioSummary([Slow], ["other programs took 60 % of the machine, 25 % at most"]);
        Assert.Equal(ExitCode.Invalid, summary.Code);
        Assert.Contains("other programs took", string.Join(' ', summary.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void The_whole_table_takes_four_minutes_at_most()
    {
        new BenchSize(Only: null, Rounds: 5, Seconds: 1).Check();
        Assert.All(BenchPart.All, part => new BenchSize(part.Name, Rounds: 5, Seconds: 2).Check());
        Assert.Throws<BadInputException>(new BenchSize(Only: null, Rounds: 5, Seconds: 2).Check);
    }
}
