using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AspireStateless.Control;

/// <summary>A fault that is asked for.</summary>
/// <param name="Kind">One of <see cref="FaultKinds"/>.</param>
/// <param name="Target">An instance's id; or a resource's name, if it has one instance.</param>
/// <param name="Run">The run it belongs to and ends with; without one it lasts until its cure or the application's end.</param>
/// <param name="Parameters">What the kind takes, by the names of <see cref="FaultParameters"/>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FaultRequest(string? Kind, string? Target, string? Run, JsonObject? Parameters);
