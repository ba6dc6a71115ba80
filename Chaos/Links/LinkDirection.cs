namespace AspireStateless.Chaos.Links;

/// <summary>Which way bytes go on a link.</summary>
internal enum LinkDirection
{
    ToStore,
    FromStore,
}
