using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Performance.Benches.Service;

/// <summary>Asks the Postgres of a replica for what the service does not tell, through psql.</summary>
internal sealed class PostgresConversation
{
    private readonly DbConnectionStringBuilder _connection;

    private PostgresConversation(DbConnectionStringBuilder connection) => _connection = connection;

    /// <param name="replica">Its process, whose environment tells where its Postgres is.</param>
    public static PostgresConversation Of(int replica) => new(new()
    {
        ConnectionString = LinuxProcess.Environment(replica).GetValueOrDefault("ConnectionStrings__shop", ""),
    });

    /// <param name="sql">Statements, all in one transaction.</param>
    /// <returns>The values of the last one's rows.</returns>
    /// <exception cref="InvalidRunException">Postgres refuses, or there is no psql.</exception>
    public async Task<string> AskAsync(string sql, CancellationToken cancellationToken)
    {
        if (!Tool.Exists(Tool.Psql))
        {
            throw new InvalidRunException($"{Tool.Psql} is missing.", Tool.Install(Tool.Psql));
        }

        string[] arguments = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1", "--command", sql];
        var start = new ProcessStartInfo(Tool.Psql, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (variable, part) in new[]
            { ("HOST", "Host"), ("PORT", "Port"), ("USER", "Username"), ("PASSWORD", "Password"), ("DATABASE", "Database") })
        {
            start.Environment[$"PG{variable}"] = _connection.TryGetValue(part, out var value) ? $"{value}" : "";
        }

        using var process = Process.Start(start)!;
        try
        {
            var mistakes = process.StandardError.ReadToEndAsync(cancellationToken);
            var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? said.Trim()
                : throw new InvalidRunException(
                    $"Postgres refused: {(await mistakes).Trim()}", "Does this build of the service still keep it so?");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public async Task<double> NumberAsync(string sql, CancellationToken cancellationToken) =>
        double.Parse(await AskAsync(sql, cancellationToken), CultureInfo.InvariantCulture);
}
