using System.Globalization;
using AspireStateless.Embedded.Tests.Telemetry;

namespace AspireStateless.TelemetryBench;

/// <summary>Makes what a replica sends of a second beside its spans: a line of log for each request, and 150 series of metrics.</summary>
internal static class ReplicaSecond
{
    private const int SeriesPerInstance = 150;
    private const int HistogramsPerInstance = 40;

    public static IReadOnlyList<string> Instances { get; } = ["aaaaaaaa", "bbbbbbbb", "cccccccc"];

    /// <param name="instance">Who sends.</param>
    /// <param name="first">Number of the first request.</param>
    /// <param name="count">How many requests.</param>
    public static byte[] Logs(string instance, long first, int count)
    {
        var scope = new Payload().Field(1, new Payload().Field(1, "AspireStateless.Api.Orders.Checkout"));
        for (var i = 0; i < count; i++)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"Order {first + i} was placed for user-{first % 64} with 3 units of SKU-{i}.");
            scope.Field(2, Payload.Log(message)
                .Field(6, Payload.Attribute("{OriginalFormat}", "Order {Order} was placed for {User} with {Units} units of {Sku}."))
                .Field(6, Payload.Attribute("Order", message[..12]))
                .Field(6, Payload.Attribute("RequestPath", "/orders")));
        }

        return Of(instance, scope);
    }

    /// <param name="instance">Who sends.</param>
    /// <param name="now">Unix seconds.</param>
    /// <param name="second">Seconds since the replica was started.</param>
    public static byte[] Metrics(string instance, long now, int second)
    {
        var scope = new Payload().Field(1, new Payload().Field(1, "Microsoft.AspNetCore.Hosting"));
        for (var i = 0; i < SeriesPerInstance; i++)
        {
            var isHistogram = i < HistogramsPerInstance;
            var point = new Payload()
                .Fixed64(2, (ulong)(now - second) * 1_000_000_000)
                .Fixed64(3, (ulong)now * 1_000_000_000)
                .Field(isHistogram ? 9 : 7, Payload.Attribute("http.route", $"/route{i}"));
            var data = isHistogram
                ? point.Fixed64(4, (ulong)second).Field(6, new byte[15 * sizeof(ulong)]).Field(7, new byte[14 * sizeof(double)])
                : point.Fixed64(6, (ulong)second);
            scope.Field(2, new Payload().Field(1, $"instrument{i}").Field(isHistogram ? 9 : 7, new Payload().Field(1, data).Varint(2, 2).Varint(3, 1)));
        }

        return Of(instance, scope);
    }

    private static byte[] Of(string instance, Payload scope)
    {
        var resource = new Payload().Field(1, Payload.Attribute("service.name", "api")).Field(1, Payload.Attribute("service.instance.id", instance));
        return new Payload().Field(1, new Payload().Field(1, resource).Field(2, scope)).Bytes;
    }
}
