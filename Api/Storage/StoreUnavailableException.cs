namespace AspireStateless.Api.Storage;

/// <summary>A store did not do what was asked; the request ends with 503.</summary>
/// <param name="definite">Whether it is certain that nothing was done. After a time-out it is not: the call may still take effect.</param>
/// <param name="reason">A sentence for the caller.</param>
/// <param name="cause">What the client library reported, if it was asked.</param>
internal sealed class StoreUnavailableException(bool definite, string reason, Exception? cause = null) : Exception(reason, cause)
{
    public bool Definite { get; } = definite;
}
