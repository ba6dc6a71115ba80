using AspireStateless.Embedded.Tests.Telemetry;

namespace AspireStateless.TelemetryBench;

/// <summary>Makes payloads of spans as a replica sends them: four a request, with the attributes that ASP.NET Core, Npgsql and the service write.</summary>
internal static class SpanBatch
{
    public const int SpansPerTrace = 4;

    /// <param name="instance">Who sends.</param>
    /// <param name="firstTrace">Number of the first trace; each has four spans.</param>
    /// <param name="spans">How many spans, a multiple of four.</param>
    public static byte[] Of(string instance, long firstTrace, int spans)
    {
        var resource = new Payload()
            .Field(1, Payload.Attribute("service.name", "api"))
            .Field(1, Payload.Attribute("service.instance.id", instance));
        var scope = new Payload().Field(1, new Payload().Field(1, "Microsoft.AspNetCore"));
        for (var i = 0; i < spans; i++)
        {
            scope.Field(2, Span((UInt128)(firstTrace + i / SpansPerTrace), i));
        }

        return new Payload().Field(1, new Payload().Field(1, resource).Field(2, scope)).Bytes;
    }

    private static Payload Span(UInt128 trace, int i)
    {
        var isFirst = i % SpansPerTrace == 0;
        var first = (ulong)(i - i % SpansPerTrace + 1);
        var span = Payload.Span(trace, (ulong)i + 1, isFirst ? 0 : first, isFirst ? "POST /orders" : i % SpansPerTrace == 1 ? "EVALSHA" : "SELECT")
            .Varint(6, isFirst ? 2UL : 3UL);
        IEnumerable<(string Key, string Value)> attributes = isFirst
            ?
            [
                ("server.address", "localhost"),
                ("server.port", "5000"),
                ("http.request.method", "POST"),
                ("url.scheme", "http"),
                ("url.path", "/orders"),
                ("network.protocol.version", "1.1"),
                ("user_agent.original", "LoadTests"),
                ("http.route", "/orders"),
                ("http.response.status_code", "201"),
            ]
            :
            [
                ("db.system.name", "postgresql"),
                ("db.operation.name", "SELECT"),
                ("db.namespace", "shop"),
                ("db.query.text", "SELECT id, username, total, created_at, items, cart_version FROM order_answers WHERE id = $1 AND username = $2"),
                ("server.address", "127.0.0.1"),
                ("db.npgsql.connection_id", $"{trace % 16}"),
            ];
        foreach (var (key, value) in attributes)
        {
            span.Field(9, Payload.Attribute(key, value));
        }

        return span;
    }
}
