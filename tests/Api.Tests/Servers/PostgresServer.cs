using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>A real Postgres on a free loopback port with a password and its files in a temporary folder.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "postgres";

    private readonly string _folder = Directory.CreateTempSubdirectory("api-tests-postgres-").FullName;
    private readonly string _password = RandomNumberGenerator.GetHexString(20);
    private ChildProcess? _process;

    /// <summary>The database that most tests share, each with its own users and products; as a replica gets it from its AppHost.</summary>
    public string ConnectionString => ConnectionStringOf("shop");

    public int Port { get; } = FreePort.Next();

    // Postgres does not run as root.
    private static string? RunAs => Environment.UserName == "root" ? User : null;

    /// <summary>Makes the files and starts the server with one empty database.</summary>
    public async Task InitializeAsync()
    {
        var passwordFile = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(passwordFile, _password, TestContext.Current.CancellationToken);
        if (RunAs is not null)
        {
            await RunAsync("chown", ["-R", $"{RunAs}:", _folder], user: null);
        }

        await RunAsync(Program("initdb"), ["-D", Data, "-U", User, "--pwfile", passwordFile, "-A", "scram-sha-256", "--no-sync"], RunAs);
        await StartAsync();
        await CreateDatabaseAsync("shop");
    }

    /// <summary>Starts the server, again on the same port and data, and waits until it serves.</summary>
    public async Task StartAsync()
    {
        _process = await ChildProcess.StartAsync(
            Program("postgres"),
            ["-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-k", _folder],
            user: RunAs);
        await Condition.BecomesTrueAsync(
            () => _process!.HasExited
                ? throw new InvalidOperationException("postgres ended: " + string.Join(Environment.NewLine, _process.Lines))
                : AnswersAsync(),
            "Postgres answers");
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string? name = null)
    {
        name ??= "db_" + RandomNumberGenerator.GetHexString(12, lowercase: true);
        await ExecuteAsync($"CREATE DATABASE {name}", ConnectionStringOf("postgres"));
        return ConnectionStringOf(name);
    }

    /// <summary>For a way of its own to what <see cref="ConnectionString"/> names.</summary>
    public string ConnectionStringBy(int port) => ConnectionStringOf("shop", port);

    /// <summary>Runs a statement.</summary>
    /// <returns>The first column of the first row.</returns>
    public async Task<object?> ExecuteAsync(string sql, string? connectionString = null)
    {
        await using var connection = new NpgsqlConnection((connectionString ?? ConnectionString) + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Lets nobody in any more who comes with the password that everybody has, and ends their connections.</summary>
    /// <returns>Disposed of, it lets them in again.</returns>
    public async Task<IAsyncDisposable> ChangePasswordAsync()
    {
        var inside = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await inside.OpenAsync(TestContext.Current.CancellationToken);
        await AlterAsync("another");
        await using var end = new NpgsqlCommand(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()", inside);
        await end.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new Undo(async () =>
        {
            if (inside.State == System.Data.ConnectionState.Open)
            {
                await AlterAsync(_password);
                await inside.DisposeAsync();
            }
        });

        async Task AlterAsync(string password)
        {
            await using var alter = new NpgsqlCommand($"ALTER ROLE {User} PASSWORD '{password}'", inside);
            await alter.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Kills the server and with it, as it notices, every process of it.</summary>
    public async Task KillAsync()
    {
        var children = await ChildrenAsync();
        _process!.Signal(Signal.Kill);
        foreach (var child in children)
        {
            Signals.TrySend(child, Signal.Kill);
        }

        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Condition.BecomesTrueAsync(
            () => Task.FromResult(children.All(child => !Directory.Exists($"/proc/{child}"))), "its children are gone");
    }

    /// <summary>Stops server and connections in the middle of whatever they do.</summary>
    public async Task PauseAsync() => await SignalAllAsync(Signal.Pause);

    public async Task ResumeAsync() => await SignalAllAsync(Signal.Resume);

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            // Its processes write to the folder as long as they live.
            await KillAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private string ConnectionStringOf(string database) => ConnectionStringOf(database, Port);

    private string ConnectionStringOf(string database, int port) =>
        $"Host=localhost;Port={port.ToString(CultureInfo.InvariantCulture)};Username={User};Password={_password};Database={database}";

    private static async Task RunAsync(string program, string[] arguments, string? user)
    {
        using var process = await ChildProcess.StartAsync(program, arguments, user: user);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed: {string.Join(Environment.NewLine, process.Lines)}");
        }
    }

    // Debian and Homebrew keep the server's programs out of the PATH.
    private static string Program(string name) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Concat(Versions("/usr/lib/postgresql", "bin"))
            .Concat(Versions("/opt/homebrew/opt", "bin"))
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{name} is missing. Install the package postgresql.");

    private static IEnumerable<string> Versions(string folder, string below) => Directory.Exists(folder)
        ? Directory.GetDirectories(folder).OrderDescending().Select(version => Path.Combine(version, below))
        : [];

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("SELECT 1", ConnectionStringOf("postgres"));
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task SignalAllAsync(Signal signal)
    {
        var children = await ChildrenAsync();
        _process!.Signal(signal);
        foreach (var child in children)
        {
            Signals.TrySend(child, signal);
        }
    }

    private async Task<int[]> ChildrenAsync() =>
    [
        .. (await File.ReadAllTextAsync($"/proc/{_process!.Id}/task/{_process.Id}/children", TestContext.Current.CancellationToken))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pid => int.Parse(pid, CultureInfo.InvariantCulture)),
    ];

    private sealed class Undo(Func<Task> undo) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await undo();
    }
}
