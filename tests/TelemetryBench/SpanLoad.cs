using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace AspireStateless.TelemetryBench;

/// <summary>Sends spans to a collector as fast as it takes them, from three instances, 512 at a time as exporters do.</summary>
internal static class SpanLoad
{
    private const int SpansPerBatch = 512;

    // Made before: making them costs more than taking them in.
    private const int Batches = 64;

    /// <summary>Prints the spans taken per second.</summary>
    public static async Task<int> RunAsync(Uri collector, TimeSpan length)
    {
        var instances = new[] { "aaaaaaaa", "bbbbbbbb", "cccccccc" };
        using var client = new HttpClient { BaseAddress = collector };
        client.DefaultRequestHeaders.Add("x-otlp-api-key", CollectorServer.ApiKey);
        var clock = Stopwatch.StartNew();
        var sent = await Task.WhenAll(instances.Select((instance, i) => SendAsync(client, instance, i, clock, length)));
        var rate = sent.Sum() / clock.Elapsed.TotalSeconds;
        Console.WriteLine($"{rate:0}");
        return 0;
    }

    private static async Task<long> SendAsync(HttpClient client, string instance, int index, Stopwatch clock, TimeSpan length)
    {
        var payloads = Enumerable.Range(0, Batches)
            .Select(batch => SpanBatch.Of(instance, firstTrace: 1 + (index * Batches + batch) * SpansPerBatch, SpansPerBatch))
            .ToArray();
        var sent = 0L;
        for (var round = 0; clock.Elapsed < length; round++)
        {
            using var content = new ByteArrayContent(payloads[round % Batches]);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            using var answer = await client.PostAsync(new Uri("/v1/traces", UriKind.Relative), content);
            answer.EnsureSuccessStatusCode();
            sent += SpansPerBatch;
        }

        return sent;
    }
}
