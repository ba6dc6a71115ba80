using AspireStateless.Api.Problems;
using AspireStateless.Api.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Accounts;

/// <summary>Hashes and verifies passwords, on as many cores as there are and no thread more.</summary>
internal sealed class Passwords : IDisposable
{
    // A hash costs a core a tenth of a second. Whoever has waited longer than this is told to come back.
    private static readonly TimeSpan WaitMax = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _cores = new(Environment.ProcessorCount);
    private readonly PasswordHasher<Username> _hasher;
    private readonly Lazy<string> _nobodysHash;

    public Passwords(IOptions<AccountsOptions> options)
    {
        _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = options.Value.PasswordIterations }));
        _nobodysHash = new(() => Hash("nobody's password"));
    }

    /// <exception cref="TooManyRequestsException">Too many are being hashed at the moment.</exception>
    public Task<string> HashAsync(Password password, CancellationToken cancellationToken) =>
        OnACoreAsync(() => Hash(password.Value), cancellationToken);

    /// <summary>Verifies a password; a user who does not exist costs the same work.</summary>
    /// <param name="hash">The user's; null for a user who does not exist.</param>
    /// <param name="cancellationToken">Ends the wait for a core.</param>
    /// <exception cref="TooManyRequestsException">Too many are being hashed at the moment.</exception>
    public Task<PasswordVerificationResult> VerifyAsync(string? hash, Password password, CancellationToken cancellationToken) =>
        OnACoreAsync(
            () => Verify(hash ?? _nobodysHash.Value, password.Value) is var result && hash is null
                ? PasswordVerificationResult.Failed
                : result,
            cancellationToken);

    public void Dispose() => _cores.Dispose();

    // The hasher takes a user and ignores it.
    private string Hash(string password) => _hasher.HashPassword(Username.Admin, password);

    private PasswordVerificationResult Verify(string hash, string password)
    {
        try
        {
            return _hasher.VerifyHashedPassword(Username.Admin, hash, password);
        }
        catch (FormatException)
        {
            // A hash that nobody can have made: no password is right.
            return PasswordVerificationResult.Failed;
        }
    }

    private async Task<T> OnACoreAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (!await _cores.WaitAsync(WaitMax, cancellationToken))
        {
            throw new TooManyRequestsException("Too many passwords are being checked at the moment.", retryAfter: TimeSpan.FromSeconds(1));
        }

        try
        {
            // On a thread of its own: the pool's are for requests.
            return await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _cores.Release();
        }
    }
}
