namespace AspireStateless.Embedded.Tests.Logs;

/// <summary>The output of an instance that is kept: the newest, in bounded memory, whatever is printed and whoever reads.</summary>
public sealed class ConsoleLogTests
{
    private readonly ConsoleLog log = new();

    [Fact]
    public async Task The_newest_10000_lines_are_kept_with_their_numbers()
    {
        Write(count: 10_005, characters: 1);

        var kept = await FirstBatchAsync();

        Assert.Equal(10_000, kept.Count);
        Assert.Equal((6, 10_005), (kept[0].LineNumber, kept[^1].LineNumber));
    }

    [Fact]
    public async Task Fewer_if_they_are_long()
    {
        Write(count: 2_000, characters: ConsoleLog.LineCharactersMax);

        var kept = await FirstBatchAsync();

        Assert.True(Characters(kept) <= ConsoleLog.CharactersMax);
        Assert.Equal(2_000, kept[^1].LineNumber);
    }

    [Fact]
    public async Task A_long_line_is_cut()
    {
        Write(count: 1, characters: 1_000_000);

        Assert.Equal(ConsoleLog.LineCharactersMax, Assert.Single(await FirstBatchAsync()).Content.Length);
    }

    [Fact]
    public async Task A_reader_gets_what_is_kept_and_then_every_new_line()
    {
        Write(count: 2, characters: 1);
        await using var reading = log.WatchAsync(Deadline.Token).GetAsyncEnumerator(Deadline.Token);

        Assert.True(await reading.MoveNextAsync());
        Assert.Equal([1, 2], reading.Current.Select(line => line.LineNumber));

        log.Write("new", isError: true);
        Assert.True(await reading.MoveNextAsync());
        Assert.Equal(new LogLine(3, "new", IsErrorMessage: true), Assert.Single(reading.Current));
    }

    [Fact]
    public async Task A_slow_reader_makes_nobody_wait_and_costs_no_more_than_what_is_kept()
    {
        Write(count: 1, characters: 1);
        await using var reading = log.WatchAsync(Deadline.Token).GetAsyncEnumerator(Deadline.Token);
        Assert.True(await reading.MoveNextAsync());

        Write(count: 10_000, characters: ConsoleLog.LineCharactersMax);

        // It sees by the gap in the numbers that it has missed some.
        Assert.True(await reading.MoveNextAsync());
        Assert.True(Characters(reading.Current) <= ConsoleLog.CharactersMax);
        Assert.True(reading.Current[0].LineNumber > 2);
        Assert.Equal(10_001, reading.Current[^1].LineNumber);
    }

    private static long Characters(IEnumerable<LogLine> lines) => lines.Sum(line => (long)line.Content.Length);

    private void Write(int count, int characters)
    {
        var text = new string('x', characters);
        for (var i = 0; i < count; i++)
        {
            log.Write(text, isError: false);
        }
    }

    private async Task<IReadOnlyList<LogLine>> FirstBatchAsync()
    {
        await foreach (var lines in log.WatchAsync(Deadline.Token))
        {
            return lines;
        }

        return [];
    }
}
