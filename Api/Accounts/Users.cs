using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage.Postgres;

namespace AspireStateless.Api.Accounts;

/// <summary>The users, in Postgres. Every method throws <see cref="Storage.StoreUnavailableException"/>.</summary>
internal sealed class Users(PostgresStore postgres)
{
    /// <returns>False if the name is taken.</returns>
    public async Task<bool> AddAsync(Username name, string passwordHash, CancellationToken cancellationToken) =>
        await postgres.ExecuteAsync(
            "INSERT INTO users (name, password_hash) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            [SqlValue.Text(name.Value), SqlValue.Text(passwordHash)],
            cancellationToken) == 1;

    /// <returns>Null if there is none.</returns>
    public async Task<Account?> FindAsync(Username name, CancellationToken cancellationToken) =>
        (await postgres.QueryAsync(
            "SELECT password_hash, password_version, created_at FROM users WHERE name = $1",
            [SqlValue.Text(name.Value)],
            row => new Account(name, row.GetString(0), row.GetInt32(1), row.GetFieldValue<DateTimeOffset>(2)),
            cancellationToken)).SingleOrDefault();

    /// <summary>Replaces the password that <paramref name="user"/> was read with.</summary>
    /// <returns>Its number; null if it was replaced meanwhile.</returns>
    public async Task<int?> ChangePasswordAsync(Account user, string passwordHash, CancellationToken cancellationToken) =>
        (await postgres.QueryAsync(
            """
            UPDATE users SET password_hash = $1, password_version = password_version + 1 WHERE name = $2 AND password_version = $3
            RETURNING password_version
            """,
            [SqlValue.Text(passwordHash), SqlValue.Text(user.Name.Value), SqlValue.Integer(user.PasswordVersion)],
            row => (int?)row.GetInt32(0),
            cancellationToken)).SingleOrDefault();

    /// <summary>Stores the same password with another hash.</summary>
    public Task RehashAsync(Account user, string passwordHash, CancellationToken cancellationToken) =>
        postgres.ExecuteAsync(
            "UPDATE users SET password_hash = $1 WHERE name = $2 AND password_version = $3",
            [SqlValue.Text(passwordHash), SqlValue.Text(user.Name.Value), SqlValue.Integer(user.PasswordVersion)],
            cancellationToken);
}
