using System.Net.Sockets;
using Npgsql;
using Polly.CircuitBreaker;

namespace AspireStateless.Api.Storage.Postgres;

/// <summary>Says what a failed call to Postgres means: whether anything can have happened, and whether Postgres is away.</summary>
/// <remarks>Codes: PostgreSQL manual, appendix A.</remarks>
internal static class PostgresFailure
{
    // Classes 08 (connection), 3D (no such database), 53 (resources: disk, memory, connections), 57 (shutdown, recovery), 58 (system).
    private static readonly string[] OutageClasses = ["08", "3D", "53", "57", "58"];

    // The server ended, perhaps after the commit and before its answer.
    private static readonly string[] EndOfServer = [PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.CrashShutdown];

    /// <summary>Whether a connection or a statement failed, for whatever reason.</summary>
    // Npgsql lets some time-outs out bare: of a connection that waits while another one loads the types, for example.
    public static bool IsOfCall(Exception exception) => exception is NpgsqlException or TimeoutException or SocketException or IOException;

    /// <summary>Whether the failure says that Postgres is away, and not that it refused this call.</summary>
    public static bool IsOutage(Exception exception) => exception switch
    {
        PostgresException refusal => OutageClasses.Contains(refusal.SqlState[..2], StringComparer.Ordinal),
        _ => IsOfCall(exception),
    };

    /// <summary>Whether the failure says something about the store, and not about our own statement.</summary>
    public static bool IsOfStore(Exception exception) =>
        exception is BrokenCircuitException || IsOutage(exception) || exception is PostgresException { IsTransient: true }
            or PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction };

    /// <summary>Says what a failure means for the caller.</summary>
    /// <param name="exception">What <see cref="IsOfStore"/> said yes to.</param>
    /// <param name="sent">Whether the statement had been sent.</param>
    public static StoreUnavailableException Classify(Exception exception, bool sent) => exception switch
    {
        BrokenCircuitException => new(definite: true, "Postgres is away; nothing was sent.", exception),
        _ when !sent => new(definite: true, "Postgres cannot be reached; nothing was sent.", exception),
        // An error that the server answers with has rolled the transaction back.
        PostgresException refusal when !EndOfServer.Contains(refusal.SqlState, StringComparer.Ordinal) =>
            new(definite: true, "Postgres refuses work at the moment.", exception),
        TimeoutException => new(definite: false, "Postgres did not answer in time.", exception),
        _ => new(definite: false, "The connection to Postgres broke before it answered.", exception),
    };
}
