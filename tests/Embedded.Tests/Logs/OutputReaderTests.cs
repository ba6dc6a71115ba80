using Aspire.Hosting.Execution;

namespace AspireStateless.Embedded.Tests.Logs;

/// <summary>How output becomes lines.</summary>
public sealed class OutputReaderTests
{
    [Theory]
    [InlineData("one\ntwo\n", "one|two")]
    [InlineData("one\r\ntwo", "one|two")]
    [InlineData("\n\nend", "||end")]
    [InlineData("", "")]
    public async Task A_line_ends_at_a_line_feed_or_with_the_output(string output, string lines) =>
        Assert.Equal(lines, string.Join('|', await LinesAsync(output)));

    [Fact]
    public async Task A_line_without_end_is_cut_and_what_follows_it_is_read()
    {
        var lines = await LinesAsync(new string('x', 10_000_000) + "\nafter\n");

        Assert.Equal([ConsoleLog.LineCharactersMax, "after".Length], lines.Select(line => line.Length));
    }

    private static async Task<List<string>> LinesAsync(string output)
    {
        var lines = new List<string>();
        await OutputReader.ReadAsync(new StringReader(output), lines.Add);
        return lines;
    }
}
