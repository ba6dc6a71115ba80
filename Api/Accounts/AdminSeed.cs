using AspireStateless.Api.Storage;
using AspireStateless.Api.Storage.Migrations;
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

        if (await ExistsAsync(connection, cancellationToken))
        {
            return;
        }

        await using var command = new NpgsqlCommand("INSERT INTO users (name, password_hash) VALUES ($1, $2)", connection);
        command.Parameters.Add(SqlValue.Text(Username.Admin.Value));
        command.Parameters.Add(SqlValue.Text(await passwords.HashAsync(password, cancellationToken)));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM users WHERE name = $1)", connection);
        command.Parameters.Add(SqlValue.Text(Username.Admin.Value));
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
