using AspireStateless.LoadTests.Reports;
using Spectre.Console;

namespace AspireStateless.LoadTests.Tests.Reports;

/// <summary>The block that a terminal shows while traffic goes on.</summary>
public sealed class TerminalDisplayTests
{
    private static readonly LiveStatus Status = new()
    {
        Elapsed = TimeSpan.FromSeconds(30),
        Duration = TimeSpan.FromSeconds(90),
        Load = new(260, 251, P50: TimeSpan.FromMilliseconds(4), P99: TimeSpan.FromMilliseconds(120), Failures: 12),
        ActiveFault = "kill of api[1]",
        FaultsDone = 5,
        FaultsPlanned = 24,
        Serving = 2,
        Replicas = 3,
    };

    [Theory]
    [InlineData(120)]
    [InlineData(58)]
    [InlineData(40)]
    public void It_says_everything_at_any_width_and_no_line_is_longer(int width)
    {
        var lines = Draw(width);
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        var all = string.Join('\n', lines);
        foreach (
            var part in new[] { "33%", "60 s left", "260/s", "251/s", "4.0 ms", "120.0 ms", "12", "2 of 3", "5 of 24", "kill of api[1]",
            "#", "." })
        {
            Assert.Contains(part, all.Replace(" %", "%", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Two_values_share_a_line_where_there_is_room()
    {
        Assert.True(Draw(120).Length < Draw(40).Length);
    }

    [Fact]
    public void A_link_that_is_longer_than_a_line_stays_in_one_piece()
    {
        const string link = "dashboard http://127.0.0.1:41235/login?t=0123456789abcdef0123456789abcdef";
        Assert.Contains(link, Show(40, console => new TerminalDisplay(console).Say(link)), StringComparer.Ordinal);
    }

    private static string[] Draw(int width) => Show(width, console => console.Write(TerminalDisplay.Draw(Status, width)));

    private static string[] Show(int width, Action<IAnsiConsole> show)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(text),
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors
            });
        console.Profile.Width = width;
        show(console);
        return [.. text.ToString().Split('\n').Select(line => line.TrimEnd())];
    }
}
