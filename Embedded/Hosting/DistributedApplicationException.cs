namespace Aspire.Hosting;

/// <summary>The graph cannot be built or run; the message says why and what to do.</summary>
public class DistributedApplicationException(string? message, Exception? inner) : Exception(message, inner)
{
    /// <inheritdoc />
    public DistributedApplicationException() : this(message: null, inner: null) { }

    /// <inheritdoc />
    public DistributedApplicationException(string message) : this(message, inner: null) { }
}
