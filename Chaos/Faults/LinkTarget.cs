using AspireStateless.Chaos.Links;

namespace AspireStateless.Chaos.Faults;

/// <summary>Which connections a fault is about.</summary>
/// <param name="Link">The link to the store.</param>
/// <param name="Store">The store's instance.</param>
/// <param name="Replica">The only instance that is concerned; null concerns all.</param>
internal sealed record LinkTarget(StoreLink Link, string Store, string? Replica);
