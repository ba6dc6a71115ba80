using System.Globalization;

namespace AspireStateless.Dashboard.Traces;

/// <summary>Writes what is known of spans for people.</summary>
internal static class SpanText
{
    /// <summary>With the unit that suits it, to three digits.</summary>
    internal static string Of(TimeSpan duration) => duration switch
    {
        { TotalMilliseconds: < 1 } => $"{Digits(duration.TotalMicroseconds)} µs",
        { TotalSeconds: < 1 } => $"{Digits(duration.TotalMilliseconds)} ms",
        _ => $"{Digits(duration.TotalSeconds)} s",
    };

    /// <summary>A length in an image that is 100 wide.</summary>
    internal static string Percent(double share) => (100 * Math.Clamp(share, 0, 1)).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Digits(double value) =>
        value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
