namespace AspireStateless.Api.Problems;

/// <summary>The request was refused because there were too many; nothing was done.</summary>
/// <param name="reason">A sentence for the caller.</param>
/// <param name="retryAfter">When it is worth trying again.</param>
internal sealed class TooManyRequestsException(string reason, TimeSpan retryAfter) : Exception(reason)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
