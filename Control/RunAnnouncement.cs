using System.Text.Json.Serialization;

namespace AspireStateless.Control;

/// <summary>A harness tells of a run that begins.</summary>
/// <param name="Id">8 characters [a-z0-9]; begins every name that the run writes.</param>
/// <param name="Scenario">What it runs.</param>
/// <param name="LiveUrl">Where it can be watched, if anywhere.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RunAnnouncement(string? Id, string? Scenario, string? LiveUrl);
