using Spectre.Console;

namespace AspireStateless.LoadTests.Reports;

/// <summary>One block that is drawn again in place, for a terminal. Nothing is said by colour alone.</summary>
internal sealed class TerminalDisplay(IAnsiConsole console) : IRunDisplay
{
    private const int BarWidth = 40;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    public void Say(string step) => console.MarkupLineInterpolated($"{step}");

    public Task FollowAsync(Func<LiveStatus> look, Task traffic) =>
        console.Live(Draw(look())).AutoClear(false).StartAsync(async live =>
        {
            while (await Task.WhenAny(traffic, Task.Delay(Every)) != traffic)
            {
                live.UpdateTarget(Draw(look()));
            }
        });

    private static Panel Draw(LiveStatus status)
    {
        int done = (int)(status.Share * BarWidth);
        var rows = new Rows(
            Line($"[bold]{new string('#', done)}[/]{new string('.', BarWidth - done)}  {status.Share:P0}, {status.Left.TotalSeconds:F0} s left"),
            Line($"offered   {status.OfferedPerSecond,7:F0}/s   achieved {status.AchievedPerSecond,7:F0}/s"),
            Line($"p50       {status.P50.TotalMilliseconds,7:F1} ms  p99      {status.P99.TotalMilliseconds,7:F1} ms"),
            Line($"failures  {status.Failures,7}     serving  {status.Serving,7} of {status.Replicas}"),
            Line($"faults    {status.FaultsDone,7} of {status.FaultsPlanned,-5} active: {(status.ActiveFault.Length == 0 ? "none" : status.ActiveFault.EscapeMarkup())}"));
        return new Panel(rows) { Header = new PanelHeader("traffic") };
    }

    private static Markup Line(string markup) => new Markup(markup);
}
