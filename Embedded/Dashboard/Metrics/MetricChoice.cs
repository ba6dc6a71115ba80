using AspireStateless.Dashboard.Telemetry;
using AspireStateless.Dashboard.Telemetry.Metrics;

namespace AspireStateless.Dashboard.Metrics;

/// <summary>What a page of metrics was asked for, as it stands in its address.</summary>
/// <param name="Of">An instance's id or a resource's name; null or empty is all.</param>
/// <param name="Instance">The same, as other pages link to it.</param>
/// <param name="Metric">Meter and instrument, see <see cref="NameOf(MetricInstrument)"/>.</param>
/// <param name="Minutes">How far back: 1 to 60.</param>
/// <param name="Together">Whether the replicas of a service make one line.</param>
/// <param name="Split">The attribute that makes a line of each of its values; null or empty is none.</param>
/// <param name="Only">The one attribute that is shown, with its value, see <see cref="NameOf(string, string)"/>; null or empty is all.</param>
internal sealed record MetricChoice(
    string? Of, string? Instance, string? Metric, int? Minutes, bool? Together, string? Split, string? Only)
{
    internal const int MinutesDefault = 5;

    // No name of a meter or an instrument has one: OpenTelemetry allows letters, digits and _ . - / in them.
    private const char Separator = '|';

    // The first one divides: values may hold it, names of attributes do not.
    private const char Equal = '=';

    /// <summary>The values that it means; null when no metric is named.</summary>
    internal MetricQuery? Query => Metric?.Split(Separator) is [var meter, var instrument]
        ? new MetricQuery(meter, instrument)
        {
            Resource = (Of ?? Instance) is { Length: > 0 } resource ? resource : null,
            Minutes = Minutes ?? MinutesDefault,
            Together = Together ?? false,
            SplitBy = string.IsNullOrEmpty(Split) ? null : Split,
            Where = Only?.Split(Equal, 2) is [var key, var value] ? [new TelemetryAttribute(key, value)] : [],
        }
        : null;

    /// <summary>Meter and instrument as one word of an address.</summary>
    internal static string NameOf(MetricInstrument instrument) => $"{instrument.Meter}{Separator}{instrument.Name}";

    /// <summary>An attribute and a value of it as one word of an address.</summary>
    internal static string NameOf(string key, string value) => $"{key}{Equal}{value}";

    /// <summary>The value in such a word; null when it is about another attribute, or none.</summary>
    internal static string? ValueOf(string? only, string key) => only?.Split(Equal, 2) is [var about, var value] && about == key ? value : null;
}
