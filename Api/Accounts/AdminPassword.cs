using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage.Postgres;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Accounts;

/// <summary>
/// Gives the user admin the configured password where the database has another. Beside the start: comparing takes a tenth of a second, and
/// the schema may not be there yet.
/// </summary>
internal sealed class AdminPassword(Users users, Passwords passwords, IOptions<AccountsOptions> options, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Password.TryParse(options.Value.AdminPassword, provider: null, out var password))
        {
            await PostgresRetry.UntilDoneAsync(
                cancellationToken => ApplyAsync(password, cancellationToken), Pause, time, failed: null, stoppingToken);
        }
    }

    private async Task ApplyAsync(Password password, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(Username.Admin, cancellationToken) is { } admin
            && await passwords.VerifyAsync(admin.PasswordHash, password, cancellationToken) == PasswordVerificationResult.Failed)
        {
            await users.ChangePasswordAsync(admin, await passwords.HashAsync(password, cancellationToken), cancellationToken);
        }
    }
}
