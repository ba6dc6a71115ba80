using AspireStateless.Api.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Accounts;

/// <summary>Gives the user admin the configured password where the database has another. Beside the start: comparing takes a tenth of a second.</summary>
internal sealed class AdminPassword(Users users, Passwords passwords, IOptions<AccountsOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!Password.TryParse(options.Value.AdminPassword, provider: null, out var password))
        {
            return;
        }

        while (!await TryApplyAsync(password, stoppingToken))
        {
            await Task.Delay(Retry, time, stoppingToken);
        }
    }

    private async Task<bool> TryApplyAsync(Password password, CancellationToken cancellationToken)
    {
        try
        {
            if (await users.FindAsync(Username.Admin, cancellationToken) is { } admin
                && await passwords.VerifyAsync(admin.PasswordHash, password, cancellationToken) == PasswordVerificationResult.Failed)
            {
                await users.ChangePasswordAsync(admin, await passwords.HashAsync(password, cancellationToken), cancellationToken);
            }

            return true;
        }
        catch (Exception exception) when (exception is StoreUnavailableException || PostgresFailure.IsOfCall(exception))
        {
            // The schema is not there yet or no more, or Postgres is away.
            return false;
        }
    }
}
