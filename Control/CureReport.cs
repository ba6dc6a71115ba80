using System.Text.Json;

namespace AspireStateless.Control;

/// <summary>A fault that was cured.</summary>
/// <param name="Id">The fault's.</param>
/// <param name="Kind">One of <see cref="FaultKinds"/>.</param>
/// <param name="Target">The instance's id.</param>
/// <param name="Run">The run that it would have ended with, if any.</param>
/// <param name="Cure">An <see cref="Evidence.CureEvidence"/>.</param>
public sealed record CureReport(string Id, string Kind, string Target, string? Run, JsonElement Cure);
