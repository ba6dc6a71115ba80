namespace AspireStateless.Stores.Kinds;

/// <summary>Whose protocol a store speaks.</summary>
public enum StoreEngine
{
    Redis,
    Postgres,
}
