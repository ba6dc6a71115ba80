using System.Net.Sockets;
using Npgsql;
using Polly.CircuitBreaker;

namespace AspireStateless.Api.Storage.Postgres;

/// <summary>Says what a failed call to Postgres means: whether anything can have happened, and whether Postgres is away.</summary>
/// <remarks>Codes: PostgreSQL manual, appendix A.</remarks>
internal static class PostgresFailure
{
    // What our own statement or its values are the reason of: a feature that there is not (0A), more than one row (21), a value (22), a
    // constraint (23, 27, 44), a program (38, 39, P0), a name or the syntax (42). Everything else says something about the store, classes
    // that are not known yet included.
    private static readonly string[] OurOwnClasses = ["0A", "21", "22", "23", "27", "38", "39", "42", "44", "P0"];

    // The store refuses this call and may take the next one: it is read-only for now (25), does not know a statement that another server
    // prepared (26), rolled back for somebody else's sake (40), is locked (55), cannot show what is asked for any more (72), met damaged
    // data (XX).
    private static readonly string[] RefusalClasses = ["25", "26", "40", "42", "55", "72", "XX"];

    // Of class 42, and no fault of the statement: a right, a table or a column is missing, as in a database that was restored without.
    private static readonly string[] MissingThere =
        [PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.UndefinedTable, PostgresErrorCodes.UndefinedColumn];

    // Whether it was committed the server cannot say.
    private static readonly string[] UnknownOutcomes =
        [PostgresErrorCodes.StatementCompletionUnknown, PostgresErrorCodes.TransactionResolutionUnknown];

    /// <summary>Whether a connection or a statement failed, for whatever reason.</summary>
    // Npgsql lets some time-outs out bare: of a connection that waits while another one loads the types, for example.
    public static bool IsOfCall(Exception exception) => exception is NpgsqlException or TimeoutException or SocketException or IOException;

    /// <summary>Whether the failure says that Postgres is away, and not that it refused this call.</summary>
    public static bool IsOutage(Exception exception) => exception switch
    {
        PostgresException refusal => IsOfStore(refusal) && !RefusalClasses.Contains(ClassOf(refusal), StringComparer.Ordinal),
        _ => IsOfCall(exception),
    };

    /// <summary>Whether the failure says something about the store, and not about our own statement.</summary>
    public static bool IsOfStore(Exception exception) => exception switch
    {
        PostgresException refusal => MissingThere.Contains(refusal.SqlState, StringComparer.Ordinal)
            || !OurOwnClasses.Contains(ClassOf(refusal), StringComparer.Ordinal),
        _ => exception is BrokenCircuitException || IsOfCall(exception),
    };

    /// <summary>Says what a failure means for the caller.</summary>
    /// <param name="exception">What <see cref="IsOfStore"/> said yes to.</param>
    /// <param name="sent">Whether the statement had been sent.</param>
    public static StoreUnavailableException Classify(Exception exception, bool sent) => exception switch
    {
        BrokenCircuitException => new(definite: true, "Postgres is away; nothing was sent.", exception),
        _ when !sent => new(definite: true, "Postgres cannot be reached; nothing was sent.", exception),
        // An error has rolled the transaction back. What ends the session, FATAL or PANIC, may have come after the commit.
        PostgresException { InvariantSeverity: "ERROR" } refusal when !UnknownOutcomes.Contains(refusal.SqlState, StringComparer.Ordinal) =>
            new(definite: true, "Postgres refuses work at the moment.", exception),
        TimeoutException => new(definite: false, "Postgres did not answer in time.", exception),
        _ => new(definite: false, "The connection to Postgres broke before it answered.", exception),
    };

    private static string ClassOf(PostgresException refusal) => refusal.SqlState[..2];
}
