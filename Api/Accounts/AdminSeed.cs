using AspireStateless.Api.Sessions;
using AspireStateless.Api.Storage.Migrations;
using AspireStateless.Api.Storage.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AspireStateless.Api.Accounts;

/// <summary>Makes the user admin on an empty database.</summary>
internal sealed class AdminSeed(Passwords passwords, IOptions<AccountsOptions> options) : IDatabaseSeed
{
    public async Task SeedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (!Password.TryParse(options.Value.AdminPassword, provider: null, out var password))
        {
            return;
        }

        var exists = await connection.QueryAsync(
            "SELECT EXISTS (SELECT FROM users WHERE name = $1)",
            [SqlValue.Text(Username.Admin.Value)],
            static row => row.GetBoolean(0),
            cancellationToken);
        if (!exists[0])
        {
            await connection.ExecuteAsync(
                "INSERT INTO users (name, password_hash) VALUES ($1, $2)",
                [SqlValue.Text(Username.Admin.Value), SqlValue.Text(await passwords.HashAsync(password, cancellationToken))],
                cancellationToken);
        }
    }
}
