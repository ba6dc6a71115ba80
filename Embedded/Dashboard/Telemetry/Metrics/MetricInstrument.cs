namespace AspireStateless.Dashboard.Telemetry.Metrics;

/// <summary>One instrument of a meter; the same for every resource that has it.</summary>
/// <param name="Meter">The meter's name.</param>
/// <param name="Name">Its name in the meter.</param>
/// <param name="Kind">What its values mean.</param>
/// <param name="Unit">As UCUM writes it: <c>s</c>, <c>By</c>, <c>{request}</c>; may be empty.</param>
/// <param name="Description">What it measures; may be empty.</param>
internal sealed record MetricInstrument(string Meter, string Name, MetricKind Kind, string Unit, string Description);
