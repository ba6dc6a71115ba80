namespace AspireStateless.Stores.Kinds;

/// <summary>Whose protocol a store speaks.</summary>
public enum StoreEngine
{
    /// <summary>Redis.</summary>
    Redis,

    /// <summary>Postgres.</summary>
    Postgres,
}
