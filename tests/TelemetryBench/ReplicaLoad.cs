using System.Net.Http.Headers;

namespace AspireStateless.TelemetryBench;

/// <summary>Fills all stores of a dashboard, and goes on as three replicas do that serve 300 requests a second.</summary>
internal static class ReplicaLoad
{
    private const int RequestsPerTurn = 100;
    private const int TurnsToFill = 40;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    /// <param name="collector">Where telemetry is sent to.</param>
    /// <param name="length">How long to go on once the stores are full.</param>
    public static async Task<int> RunAsync(Uri collector, TimeSpan length)
    {
        using var client = new HttpClient { BaseAddress = collector };
        client.DefaultRequestHeaders.Add("x-otlp-api-key", CollectorServer.ApiKey);
        var request = 1L;
        for (var second = 1; second <= TurnsToFill + (int)length.TotalSeconds; second++)
        {
            foreach (var instance in ReplicaSecond.Instances)
            {
                var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
                await SendAsync(client, "traces", SpanBatch.Of(instance, request, RequestsPerTurn * SpanBatch.SpansPerTrace));
                await SendAsync(client, "logs", ReplicaSecond.Logs(instance, request, RequestsPerTurn));
                await SendAsync(client, "metrics", ReplicaSecond.Metrics(instance, now, second));
                request += RequestsPerTurn;
            }

            if (second == TurnsToFill)
            {
                Console.WriteLine("full");
            }

            if (second > TurnsToFill)
            {
                await Task.Delay(Turn);
            }
        }

        return 0;
    }

    private static async Task SendAsync(HttpClient client, string signal, byte[] payload)
    {
        using var content = new ByteArrayContent(payload);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var answer = await client.PostAsync(new Uri($"/v1/{signal}", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }
}
