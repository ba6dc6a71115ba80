using System.Text.Json.Serialization;

namespace AspireStateless.Api.Inputs;

/// <summary>Reads the body of an operation that takes no fields.</summary>
[JsonSourceGenerationOptions(UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(EmptyBody))]
internal sealed partial class InputsJson : JsonSerializerContext;
