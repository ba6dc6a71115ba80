using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AspireStateless.Chaos.Control;

namespace AspireStateless.Chaos.Faults;

/// <summary>A fault that is asked for.</summary>
/// <param name="Kind">Which, for example <c>kill</c>.</param>
/// <param name="Target">An instance's id; or a resource's name, if it has one instance.</param>
/// <param name="Run">The run it belongs to and ends with; without one it lasts until its cure or the application's end.</param>
/// <param name="Parameters">What the kind takes, by name.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FaultRequest(string? Kind, string? Target, string? Run, JsonObject? Parameters)
{
    /// <exception cref="RefusedException">Something is missing.</exception>
    internal (string Kind, string Target) Validate() => string.IsNullOrEmpty(Kind) || string.IsNullOrEmpty(Target)
        ? throw RefusedException.BadRequest("invalid-request", "'kind' and 'target' are required.")
        : (Kind, Target);
}

/// <summary>A fault that is there.</summary>
internal sealed record FaultReport(string Id, string Kind, string Target, string? Run, object Evidence);

/// <summary>A fault that was cured.</summary>
internal sealed record CureReport(string Id, string Kind, string Target, string? Run, CureEvidence Cure);
