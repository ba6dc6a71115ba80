namespace AspireStateless.Stores;

/// <summary>Whose protocol a store speaks.</summary>
public enum StoreEngine
{
    /// <summary>Redis.</summary>
    Redis,

    /// <summary>Postgres.</summary>
    Postgres,
}
