namespace AspireStateless.AspNetSession;

/// <summary>Who visits.</summary>
internal sealed record Visitor(string Name);
