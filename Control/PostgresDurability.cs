using System.Text.Json.Serialization;

namespace AspireStateless.Control;

/// <summary>Settings of Postgres, by their names there.</summary>
public sealed record PostgresDurability(
    string Fsync,
    [property: JsonPropertyName("full_page_writes")] string FullPageWrites,
    [property: JsonPropertyName("synchronous_commit")] string SynchronousCommit);
