using AspireStateless.Api.Problems;

namespace AspireStateless.Api.Accounts;

/// <summary>Limits the wrong passwords of a client.</summary>
internal interface IGuesses
{
    /// <summary>Looks at a password when it is its turn.</summary>
    /// <param name="client">Whose failures are counted.</param>
    /// <param name="guess">Answers null for a wrong one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TooManyRequestsException">The client has failed too often, or its turn did not come in time.</exception>
    Task<T?> TryAsync<T>(string client, Func<Task<T?>> guess, CancellationToken cancellationToken)
        where T : class;
}
