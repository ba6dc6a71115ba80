namespace Aspire.Hosting;

/// <summary>The graph cannot be built or run; the message says why and what to do.</summary>
public class DistributedApplicationException : Exception
{
    /// <inheritdoc />
    public DistributedApplicationException()
    {
    }

    /// <inheritdoc />
    public DistributedApplicationException(string message)
        : base(message)
    {
    }

    /// <inheritdoc />
    public DistributedApplicationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
