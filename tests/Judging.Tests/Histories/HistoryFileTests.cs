using AspireStateless.Judging.Histories;

namespace AspireStateless.Judging.Tests.Histories;

public sealed class HistoryFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("history-");

    private string File => Path.Combine(_folder.FullName, "history.bin");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_was_written_is_read_back()
    {
        using (var writer = new HistoryWriter(File, "abcd1234", seed: 42))
        {
            var start = writer.Begin(Sent(3, 7, writer.Text("page"), writer.Text("api-a/1/2")) with { Number = 2, Due = 11 });
            writer.End(start with { Outcome = Outcome.Ok, Status = 200, Value = 99, Replica = writer.Text("api-b/3/4") });
        }

        var history = HistoryReader.Read(File);
        Assert.Equal(("abcd1234", 42UL, 0, false), (history.RunId, history.Seed, history.Damaged, history.Unclosed));
        var attempt = Assert.Single(history.Attempts);
        Assert.Equal((OperationKind.Visit, Outcome.Ok, 200, 2), (attempt.Kind, attempt.Outcome, attempt.Status, attempt.Number));
        Assert.Equal((3, 7, 11, 99), (attempt.Client, attempt.Key, attempt.Due, attempt.Value));
        Assert.Equal(("page", "api-a/1/2", "api-b/3/4"), (
            history.Text(attempt.Subject), history.Text(attempt.Target), history.Text(attempt.Replica)));
        Assert.True(attempt.Start <= attempt.End);
    }

    [Fact]
    public void A_start_without_an_end_is_an_unknown_outcome_that_stays_open()
    {
        using (var writer = new HistoryWriter(File, "abcd1234", seed: 1))
        {
            writer.Begin(Sent(0, 1, writer.Text("page"), 0));
        }

        var attempt = Assert.Single(HistoryReader.Read(File).Attempts);
        Assert.Equal((Outcome.Unknown, Attempt.Open), (attempt.Outcome, attempt.End));
    }

    [Fact]
    public void A_long_text_is_kept_whole()
    {
        string text = new('x', 200);
        using (var writer = new HistoryWriter(File, "abcd1234", seed: 1))
        {
            writer.Begin(Sent(0, 1, writer.Text(text), writer.Text("next")));
        }

        var history = HistoryReader.Read(File);
        Assert.Equal((text, "next"), (history.Text(history.Attempts[0].Subject), history.Text(history.Attempts[0].Target)));
    }

    [Fact]
    public void Cut_at_any_byte_it_reads_what_is_whole()
    {
        var whole = WriteSmallHistory();
        for (var length = 0; length < whole.Length; length++)
        {
            using var cut = new MemoryStream(whole, 0, length);
            if (length < HistoryFormat.RecordSize)
            {
                Assert.Throws<HistoryFormatException>(() => HistoryReader.Read(cut, "history.bin"));
                continue;
            }

            var history = HistoryReader.Read(cut, "history.bin");
            Assert.Equal(0, history.Damaged);
            Assert.Equal(length % HistoryFormat.RecordSize != 0, history.Unclosed);
            Assert.All(history.Attempts, attempt => Assert.Equal("page", history.Text(attempt.Subject)));
        }
    }

    [Fact]
    public void A_reserved_record_that_was_never_written_is_skipped()
    {
        var whole = WriteSmallHistory();
        using var padded = new MemoryStream([.. whole, .. new byte[1000]]);
        var history = HistoryReader.Read(padded, "history.bin");
        Assert.Equal((3, 0, true), (history.Attempts.Length, history.Damaged, history.Unclosed));
    }

    [Fact]
    public void A_changed_byte_in_a_closed_file_is_damage()
    {
        var whole = WriteSmallHistory();
        for (var at = HistoryFormat.RecordSize; at < whole.Length; at += 17)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 0x40;
            using var stream = new MemoryStream(changed);
            Assert.NotEqual(0, HistoryReader.Read(stream, "history.bin").Damaged);
        }
    }

    [Fact]
    public void Another_version_is_named()
    {
        var whole = WriteSmallHistory();
        whole[8] = 9;
        using var stream = new MemoryStream(whole);
        var failure = Assert.Throws<HistoryFormatException>(() => HistoryReader.Read(stream, "history.bin"));
        Assert.Contains("version 9", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_threads_write_more_than_one_chunk_without_losing_a_record()
    {
        const int threads = 8;
        const int each = 5_000;
        using (var writer = new HistoryWriter(File, "abcd1234", seed: 1))
        {
            await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(() =>
            {
                for (var i = 0; i < each; i++)
                {
                    var start = writer.Begin(Sent(thread, (thread * each) + i, writer.Text($"page-{i % 50}"), 0));
                    writer.End(start with { Outcome = Outcome.Ok, Status = 200, Value = i, Replica = 0 });
                }
            })));
        }

        var history = HistoryReader.Read(File);
        Assert.Equal((threads * each, 0, false), (history.Attempts.Length, history.Damaged, history.Unclosed));
        Assert.All(history.Attempts, attempt => Assert.Equal($"page-{attempt.Value % 50}", history.Text(attempt.Subject)));
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        using var writer = new HistoryWriter(File, "abcd1234", seed: 1);
        var page = writer.Text("page");
        Record(writer, page);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Record(writer, page);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Record(HistoryWriter writer, int page)
    {
        for (var i = 0; i < 1000; i++)
        {
            var start = writer.Begin(Sent(0, i, page, 0));
            writer.End(start with { Outcome = Outcome.Ok, Status = 200, Value = i, Replica = 0 });
        }
    }

    private static Attempt Sent(int client, long key, int subject, int target) => new()
    {
        Kind = OperationKind.Visit,
        Client = client,
        Key = key,
        Number = 1,
        Subject = subject,
        Target = target,
    };

    private byte[] WriteSmallHistory()
    {
        using (var writer = new HistoryWriter(File, "abcd1234", seed: 1))
        {
            var page = writer.Text("page");
            for (var i = 0; i < 3; i++)
            {
                var start = writer.Begin(Sent(0, i + 1, page, writer.Text($"api-{i}/1/1")));
                writer.End(start with { Outcome = Outcome.Ok, Status = 200, Value = i, Replica = 0 });
            }
        }

        return System.IO.File.ReadAllBytes(File);
    }
}
