using Spectre.Console;
using Spectre.Console.Rendering;

namespace AspireStateless.LoadTests.Reports;

/// <summary>One block that is drawn again in place, for a terminal of any width. Nothing is said by colour alone.</summary>
internal sealed class TerminalDisplay(IAnsiConsole console) : IRunDisplay
{
    private const int LongestBar = 40;
    private const int ShortestBar = 10;

    // Two values on a line, the frame and its padding.
    private const int TwoColumns = 58;

    // What stands beside the bar: its percentage, the time left, the frame.
    private const int BesideBar = 26;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    // Past the console, which would break a link or a command that is longer than a line into pieces.
    public void Say(string step) => console.Profile.Out.Writer.WriteLine(step);

    public Task FollowStartAsync(Func<string> look, Task start) =>
        console.Live(new Text(look())).AutoClear(false).StartAsync(async live =>
        {
            await DrawUntilAsync(start, () => live.UpdateTarget(new Text(look())));
            live.UpdateTarget(new Text(look()));
        });

    public Task FollowAsync(Func<LiveStatus> look, Task traffic) =>
        console.Live(Draw(look(), console.Profile.Width)).AutoClear(false).StartAsync(
            live => DrawUntilAsync(traffic, () => live.UpdateTarget(Draw(look(), console.Profile.Width))));

    /// <param name="width">Columns of the terminal.</param>
    public static Panel Draw(LiveStatus status, int width)
    {
        var bar = Math.Clamp(width - BesideBar, ShortestBar, LongestBar);
        var done = (int)(status.Share * bar);
        (string Name, string Value)[] values =
        [
            ("offered", $"{status.Load.OfferedPerSecond:F0}/s"),
            ("achieved", $"{status.Load.AchievedPerSecond:F0}/s"),
            ("p50", $"{status.Load.P50.TotalMilliseconds:F1} ms"),
            ("p99", $"{status.Load.P99.TotalMilliseconds:F1} ms"),
            ("failures", $"{status.Load.Failures}"),
            ("serving", $"{status.Serving} of {status.Replicas}"),
            ("faults", $"{status.FaultsDone} of {status.FaultsPlanned}"),
        ];
        var columns = width >= TwoColumns ? 2 : 1;
        IEnumerable<IRenderable> rows =
        [
            new Markup(
                $"[bold]{new string('#', done)}[/]{new string('.', bar - done)} {status.Share:P0}, {status.Left.TotalSeconds:F0} s left"),
            .. values.Chunk(columns)
                .Select(line => new Markup(string.Join("   ", line.Select(value => $"{value.Name,-9} {value.Value,11}")))),
            new Markup($"{"active",-9} {(status.ActiveFault.Length == 0 ? "no fault" : status.ActiveFault.EscapeMarkup())}"),
        ];
        return new Panel(new Rows(rows)) { Header = new PanelHeader("traffic") };
    }

    private static async Task DrawUntilAsync(Task over, Action draw)
    {
        while (await Task.WhenAny(over, Task.Delay(Every)) != over)
        {
            draw();
        }
    }
}
