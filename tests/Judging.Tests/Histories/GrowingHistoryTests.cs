using AspireStateless.Judging.Histories;

namespace AspireStateless.Judging.Tests.Histories;

public sealed class GrowingHistoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("growing-");

    private string FilePath => Path.Combine(_folder.FullName, "history.bin");

    [Fact]
    public void What_was_written_so_far_is_there_while_the_writer_goes_on()
    {
        using var writer = new HistoryWriter(FilePath, "abcdefgh", seed: 1);
        var attempt = writer.Begin(new Attempt { Kind = OperationKind.Visit, Subject = writer.Text("page") });
        Assert.Equal(Attempt.Open, Assert.Single(GrowingHistory.Read(FilePath).Attempts).End);
        writer.End(attempt with { Outcome = Outcome.Ok, Value = 1 });
        var history = GrowingHistory.Read(FilePath);
        Assert.Equal(1, Assert.Single(history.Attempts).Value);
        Assert.Equal("page", history.Text(history.Attempts[0].Subject));
    }

    [Fact]
    public void Nothing_behind_a_record_that_is_not_whole_yet_is_taken_for_what_happened()
    {
        using (var writer = new HistoryWriter(FilePath, "abcdefgh", seed: 1))
        {
            for (var i = 0; i < 3; i++)
            {
                writer.Begin(new Attempt { Kind = OperationKind.Visit });
            }
        }

        var bytes = File.ReadAllBytes(FilePath);
        bytes.AsSpan(2 * HistoryFormat.RecordSize, HistoryFormat.RecordSize).Clear();
        File.WriteAllBytes(FilePath, bytes);
        Assert.Single(GrowingHistory.Read(FilePath).Attempts);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
