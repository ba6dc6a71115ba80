using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace AspireStateless.Api.Tests.Servers;

/// <summary>A real Redis on a free loopback port with a password and an append-only file in a temporary folder.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "redis-server";

    private readonly string _folder = Directory.CreateTempSubdirectory("api-tests-redis-").FullName;
    private readonly string _password = RandomNumberGenerator.GetHexString(20);
    private readonly int _tlsPort = FreePort.Next();
    private ChildProcess? _process;

    /// <summary>Files of a certificate and its key: replicas reach this server by TLS, on a second port.</summary>
    public (string Certificate, string Key)? Certificate { get; init; }

    /// <summary>Without TLS.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>As a replica gets it from its AppHost.</summary>
    public string ConnectionString => Certificate is null
        ? ConnectionStringOf(Port)
        : $"localhost:{Text(_tlsPort)},password={_password},ssl=true";

    /// <summary>For a way of its own to this server.</summary>
    public string ConnectionStringOf(int port) => $"localhost:{Text(port)},password={_password}";

    /// <summary>Starts the server, again on the same port and data, and waits until it serves.</summary>
    public async Task StartAsync()
    {
        await StartWithoutWaitingAsync();
        await Condition.BecomesTrueAsync(
            () => _process!.HasExited
                ? throw new InvalidOperationException("redis-server ended: " + string.Join(Environment.NewLine, _process.Lines))
                : AnswersAsync("PING", "+PONG"),
            "Redis answers");
    }

    public async Task StartWithoutWaitingAsync()
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, Program))))
        {
            throw new InvalidOperationException(
                $"{Program} is missing. Install the package redis-server (Debian, Ubuntu) or redis (Fedora, Homebrew).");
        }

        _process = await ChildProcess.StartAsync(Program,
        [
            "--port", Text(Port), "--bind", "127.0.0.1", "--requirepass", _password,
            "--dir", _folder, "--save", "", "--appendonly", "yes", "--appendfsync", "always",
            .. Certificate is var (certificate, key)
                ? ["--tls-port", Text(_tlsPort), "--tls-cert-file", certificate, "--tls-key-file", key, "--tls-auth-clients", "no"]
                : Array.Empty<string>(),
        ]);
    }

    public async Task KillAsync()
    {
        _process!.Signal(Signal.Kill);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Pause() => _process!.Signal(Signal.Pause);

    public void Resume() => _process!.Signal(Signal.Resume);

    /// <summary>Sends one inline command and compares the start of the answer.</summary>
    public async Task<bool> AnswersAsync(string command, string expected) =>
        (await SendAsync(command)).StartsWith(expected, StringComparison.Ordinal);

    /// <summary>Sends one inline command.</summary>
    /// <returns>The answer as Redis sent it; empty if there is none.</returns>
    public async Task<string> SendAsync(string command)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
            var request = Encoding.ASCII.GetBytes($"AUTH {_password}\r\n{command}\r\nQUIT\r\n");
            await client.GetStream().WriteAsync(request, TestContext.Current.CancellationToken);
            using var reader = new StreamReader(client.GetStream());
            var answers = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            return answers["+OK\r\n".Length..^"+OK\r\n".Length];
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return "";
        }
    }

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
