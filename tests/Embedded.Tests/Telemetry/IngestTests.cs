using System.IO.Compression;
using System.Net;
using System.Text;
using AspireStateless.Dashboard.Telemetry;
using AspireStateless.Dashboard.Telemetry.Logs;
using AspireStateless.Dashboard.Telemetry.Otlp;

namespace AspireStateless.Embedded.Tests.Telemetry;

/// <summary>Ingest takes what is well-formed from who has the key, and everything else costs nothing.</summary>
public sealed class IngestTests
{
    private static readonly byte[] TwoSpans = Payload.OfSpans("api", [Payload.Span(trace: 1, id: 1), Payload.Span(trace: 1, id: 2, parent: 1)]);

    /// <summary>What no exporter sends, and what is wrong about it.</summary>
    public static TheoryData<string, byte[], string> Malformed => new()
    {
        { "traces", TwoSpans[..^1], "ends after its message" },
        { "traces", [2 << 3, 0xFF, 0xFF], "no end" },
        { "traces", [2 << 3, .. Enumerable.Repeat<byte>(0xFF, 20)], "no end" },
        { "traces", [0, 0], "no valid number" },
        { "traces", [(7 << 3) | 3], "another type" },
        { "traces", [(7 << 3) | 1, 1, 2], "middle of a field" },
        { "traces", new Payload().Varint(1, 5).Bytes, "another type" },
        { "traces", Payload.OfSpans("api", [new Payload().Field(5, "without ids")]), "has no id" },
        { "traces", Payload.OfSpans("api", [new Payload().Field(1, "short")]), "5 bytes instead of 16" },
        { "logs", Payload.OfLogs("api", Enumerable.Repeat(new Payload(), OtlpLimits.ItemsMax + 1)), "20000 items" },
        { "logs", new byte[OtlpLimits.PayloadBytesMax + 1], "8388608 bytes" },
        { "metrics", OfHistogram(buckets: 3, bounds: 5), "3 buckets and 5 bounds" },
        { "metrics", OfHistogram(buckets: 1_000, bounds: 999), "more than 64 values" },
    };

    [Fact]
    public async Task Telemetry_is_taken_from_who_shows_the_key()
    {
        await using var host = await IngestHost.StartAsync();

        using var answer = await host.SendAsync("traces", TwoSpans);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/x-protobuf", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(1, host.Store.Traces.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another key")]
    public async Task And_from_nobody_else(string? key)
    {
        await using var host = await IngestHost.StartAsync();

        using var answer = await host.SendAsync("traces", TwoSpans, key);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(0, host.Store.Traces.Count);
    }

    [Fact]
    public async Task It_may_be_packed_with_gzip()
    {
        await using var host = await IngestHost.StartAsync();

        using var answer = await host.SendAsync("traces", Gzip(TwoSpans), encoding: "gzip");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, host.Store.Traces.Count);
    }

    [Fact]
    public async Task And_in_no_other_way()
    {
        await using var host = await IngestHost.StartAsync();

        using var answer = await host.SendAsync("traces", TwoSpans, encoding: "br");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_payload_is_refused_with_the_reason_and_nothing_of_it_is_kept(string signal, byte[] payload, string reason)
    {
        await using var host = await IngestHost.StartAsync();

        using var answer = await host.SendAsync(signal, payload);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var status = await answer.Content.ReadAsByteArrayAsync(Deadline.Token);
        Assert.Equal([1 << 3, 3], status[..2]);
        Assert.Contains(reason, Encoding.UTF8.GetString(status), StringComparison.Ordinal);
        Assert.Equal((1, 1), (host.Store.Payloads.Received, host.Store.Payloads.Dropped));
        Assert.Equal((0, 0, 0), (host.Store.Traces.Count, host.Store.Logs.Count, host.Store.Metrics.Count));
    }

    [Fact]
    public async Task What_says_it_is_gzip_and_is_not_is_refused()
    {
        await using var host = await IngestHost.StartAsync();

        using var answer = await host.SendAsync("traces", TwoSpans, encoding: "gzip");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_small_payload_that_unpacks_to_a_huge_one_is_refused()
    {
        await using var host = await IngestHost.StartAsync();
        var bomb = Gzip(new byte[64 * 1024 * 1024]);
        Assert.True(bomb.Length < 100_000);

        using var answer = await host.SendAsync("logs", bomb, encoding: "gzip");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public void Values_inside_values_are_written_out_to_a_depth()
    {
        var value = new Payload().Field(1, "innermost");
        for (var depth = 0; depth < 1_000; depth++)
        {
            value = new Payload().Field(5, new Payload().Field(1, value));
        }

        var record = Assert.Single(Decode(Payload.OfLogs("api", [new Payload().Field(5, value)])));

        Assert.Equal("[[[[…]]]]", record.Message);
    }

    [Fact]
    public void Of_many_attributes_and_of_long_texts_a_part_is_kept()
    {
        var record = Payload.Log(new string('ä', 10_000));
        Enumerable.Range(0, 1_000).ToList().ForEach(i => record.Field(6, Payload.Attribute($"key{i}", "value")));

        var kept = Assert.Single(Decode(Payload.OfLogs("api", [record])));

        Assert.Equal(OtlpLimits.AttributesMax, kept.Attributes.Count);
        Assert.Equal(new string('ä', OtlpLimits.TextBytesMax / 2), kept.Message);
    }

    [Fact]
    public void Whatever_bytes_come_they_are_read_or_refused()
    {
        var random = new Random(20);
        var refused = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var payload = TwoSpans.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                payload[random.Next(payload.Length)] = (byte)random.Next(256);
            }

            try
            {
                new TraceDecoder(new(), new()).Decode(payload);
            }
            catch (MalformedPayloadException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, 19_999);
    }

    private static IReadOnlyList<LogRecord> Decode(byte[] payload) =>
        new LogDecoder(new(), new(), TimeProvider.System).Decode(payload);

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] OfHistogram(int buckets, int bounds)
    {
        var point = new Payload();
        point.Field(6, new byte[8 * buckets]).Field(7, new byte[8 * bounds]);
        return Payload.OfSpans("api", [new Payload().Field(1, "duration").Field(9, new Payload().Field(1, point))]);
    }
}
