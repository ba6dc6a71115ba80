using System.IO.Compression;
using AspireStateless.LoadTests.Client;

namespace AspireStateless.LoadTests.Tests.WorkloadFiles;

/// <summary>Servers that compress without having been asked for it.</summary>
public sealed class AnswerContentTests
{
    private const int MostBytes = 4 * 1024 * 1024;

    [Theory]
    [InlineData]
    [InlineData("identity")]
    [InlineData("gzip")]
    [InlineData("X-GZIP")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("gzip", "br")]
    public async Task What_is_coded_is_read_as_it_was(params string[] codings)
    {
        byte[] plain = [.. Enumerable.Range(0, 100_000).Select(number => (byte)number)];
        Assert.Equal(plain, await ReadAsync(codings.Aggregate(plain, Coded), codings));
    }

    [Fact]
    public async Task What_grows_to_more_than_is_waited_for_is_not_read()
    {
        Assert.Equal(MostBytes, (await ReadAsync(Coded(new byte[MostBytes], "gzip"), "gzip")).Length);
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(Coded(new byte[MostBytes + 1], "gzip"), "gzip"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("zip")]
    public async Task What_is_not_coded_as_it_says_or_as_nobody_knows_is_not_read(string coding) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync("not compressed at all"u8.ToArray(), coding));

    private static async Task<byte[]> ReadAsync(byte[] coded, params string[] says)
    {
        using var content = new ByteArrayContent(coded);
        foreach (var coding in says)
        {
            content.Headers.ContentEncoding.Add(coding);
        }

        return await AnswerContent.ReadAsync(content, TestContext.Current.CancellationToken);
    }

    private static byte[] Coded(byte[] plain, string coding)
    {
        using var coded = new MemoryStream();
        using (Stream through = coding switch
        {
            "gzip" or "X-GZIP" => new GZipStream(coded, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(coded, CompressionLevel.Fastest),
            "br" => new BrotliStream(coded, CompressionLevel.Fastest),
            _ => new BufferedStream(coded),
        })
        {
            through.Write(plain);
        }

        // Also of a stream that was closed with the one before it.
        return coded.ToArray();
    }
}
