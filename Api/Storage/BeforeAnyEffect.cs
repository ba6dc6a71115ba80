namespace AspireStateless.Api.Storage;

/// <summary>Marks the calls of a request that come before its effect: when one of them fails, the request certainly had none.</summary>
internal static class BeforeAnyEffect
{
    /// <exception cref="StoreUnavailableException">Always definite.</exception>
    public static async Task<T> RunAsync<T>(Task<T> call)
    {
        try
        {
            return await call;
        }
        catch (StoreUnavailableException unavailable) when (!unavailable.Definite)
        {
            throw new StoreUnavailableException(definite: true, unavailable.Message + " Nothing was done yet.", unavailable);
        }
    }
}
