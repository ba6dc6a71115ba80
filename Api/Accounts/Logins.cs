using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AspireStateless.Api.Accounts;

/// <summary>Signs users up, logs them in and changes passwords: what the JSON endpoints and the page share.</summary>
internal sealed class Logins(
    Users users,
    Passwords passwords,
    ISessions sessions,
    SessionTokens tokens,
    Throttle throttle,
    IGuesses guesses,
    IOptions<AccountsOptions> options)
{
    private const string SignUps = "sign-ups";

    /// <param name="client">Whose sign-ups are counted; null for the admin's, which are not.</param>
    /// <returns>False if the name is taken.</returns>
    /// <exception cref="Problems.TooManyRequestsException">The client has had its sign-ups for now.</exception>
    public async Task<bool> SignUpAsync(Credentials user, string? client, CancellationToken cancellationToken)
    {
        if (client is not null)
        {
            await throttle.TakeAsync(SignUps, client, options.Value.SignUpsPerMinute, cancellationToken);
        }

        return await users.AddAsync(user.Username, await passwords.HashAsync(user.Password, cancellationToken), cancellationToken);
    }

    /// <summary>Opens a session.</summary>
    /// <returns>Null when user name or password is wrong; it takes the same work to say so of either.</returns>
    /// <exception cref="Problems.TooManyRequestsException">The client has failed too often, or its turn did not come.</exception>
    public Task<Login?> LogInAsync(Credentials user, string? location, string client, CancellationToken cancellationToken) =>
        guesses.TryAsync(client, () => OpenAsync(user, location, cancellationToken), cancellationToken);

    /// <summary>Replaces a password; every session of the user, the caller's too, has ended when this returns.</summary>
    /// <returns>False if the current password is wrong.</returns>
    /// <exception cref="Problems.TooManyRequestsException">The client has failed too often, or its turn did not come.</exception>
    public async Task<bool> ChangePasswordAsync(
        Credentials user, Password newPassword, string client, CancellationToken cancellationToken) =>
        await guesses.TryAsync(client, () => ReplaceAsync(user, newPassword, cancellationToken), cancellationToken) is not null;

    private async Task<Account?> ReplaceAsync(Credentials credentials, Password newPassword, CancellationToken cancellationToken)
    {
        if (await VerifyAsync(credentials, cancellationToken) is not { } user
            || await users.ChangePasswordAsync(user, await passwords.HashAsync(newPassword, cancellationToken), cancellationToken)
                is not { } number)
        {
            return null;
        }

        await EndOlderAsync(user.Name, number);
        return user;
    }

    // The password is another already, so a failure is never definite; the next login with the new one ends what this could not.
    private async Task EndOlderAsync(Username user, int passwordNumber)
    {
        try
        {
            await sessions.EndOlderAsync(user, passwordNumber, CancellationToken.None);
        }
        catch (StoreUnavailableException unavailable)
        {
            throw new StoreUnavailableException(definite: false, "The password was changed, but sessions may be open yet.", unavailable);
        }
    }

    private async Task<Account?> VerifyAsync(Credentials credentials, CancellationToken cancellationToken)
    {
        var user = await users.FindAsync(credentials.Username, cancellationToken);
        var result = await passwords.VerifyAsync(user?.PasswordHash, credentials.Password, cancellationToken);
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await users.RehashAsync(user!, await passwords.HashAsync(credentials.Password, cancellationToken), cancellationToken);
        }

        return result == PasswordVerificationResult.Failed ? null : user;
    }

    private async Task<Login?> OpenAsync(Credentials credentials, string? location, CancellationToken cancellationToken)
    {
        if (await VerifyAsync(credentials, cancellationToken) is not { } user)
        {
            return null;
        }

        var id = SessionId.New(user.Name);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (location is not null)
        {
            fields["location"] = location;
        }

        // Before there is a session that nobody has the token of.
        var token = tokens.Issue(id);
        return await sessions.OpenAsync(id, user.PasswordVersion, fields, cancellationToken) is { } expiresAt
            ? new(token, expiresAt)
            : null;
    }
}
