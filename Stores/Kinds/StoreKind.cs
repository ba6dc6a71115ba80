namespace AspireStateless.Stores.Kinds;

/// <summary>What stands behind a store.</summary>
public enum StoreKind
{
    /// <summary>A program of this machine, run by the orchestrator: no container engine is needed.</summary>
    Programs,

    /// <summary>A container, as Aspire runs it.</summary>
    Containers,
}
