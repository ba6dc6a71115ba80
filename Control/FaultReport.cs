using System.Text.Json;

namespace AspireStateless.Control;

/// <summary>A fault that took effect.</summary>
/// <param name="Id">What it is cured by.</param>
/// <param name="Kind">One of <see cref="FaultKinds"/>.</param>
/// <param name="Target">The instance's id.</param>
/// <param name="Run">The run that it ends with, if any.</param>
/// <param name="Evidence">What was observed of it: a record of <see cref="Control.Evidence"/>, by its kind.</param>
public sealed record FaultReport(string Id, string Kind, string Target, string? Run, JsonElement Evidence);
