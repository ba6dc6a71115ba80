namespace AspireStateless.Api.Storage;

/// <summary>Marks the calls of a request that come after its effect: what they leave undone, the next one who meets it does.</summary>
internal static class AfterTheEffect
{
    /// <summary>Makes a call whose failure changes nothing of the answer.</summary>
    public static async Task TryAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (StoreUnavailableException)
        {
            // The store's failure is in its span, and the answer does not depend on it.
        }
    }
}
