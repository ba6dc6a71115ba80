using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Performance.Benches.Service;

/// <summary>Asks the Redis of a replica for what the service does not tell, one question at a time, in its own protocol (RESP2).</summary>
internal sealed class RedisConversation : IDisposable
{
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(1);
    private readonly TcpClient _connection;
    private readonly StreamReader _answers;

    private RedisConversation(TcpClient connection) => (_connection, _answers) = (connection, new StreamReader(connection.GetStream()));

    /// <param name="replica">Its process, whose environment tells where its Redis is.</param>
    public static async Task<RedisConversation> OpenAsync(int replica, CancellationToken cancellationToken)
    {
        var parts = LinuxProcess.Environment(replica).GetValueOrDefault("ConnectionStrings__redis", "").Split(',');
        if (parts[0].Split(':') is not [var host, var port])
        {
            throw new InvalidRunException("A replica's environment does not tell where its Redis is.", "Use a machine with Linux.");
        }

        var redis = new RedisConversation(new TcpClient(host, int.Parse(port)) { NoDelay = true });
        const string password = "password=";
        if (Array.Find(parts, part => part.StartsWith(password, StringComparison.Ordinal)) is { } given)
        {
            await redis.AskAsync(cancellationToken, "AUTH", given[password.Length..]);
        }

        return redis;
    }

    /// <param name="words">ASCII, so that letters are bytes.</param>
    /// <returns>A number, a status, or a text.</returns>
    /// <exception cref="InvalidRunException">Redis refuses.</exception>
    public async Task<string> AskAsync(CancellationToken cancellationToken, params string[] words)
    {
        var question = $"*{words.Length}\r\n{string.Concat(words.Select(word => $"${word.Length}\r\n{word}\r\n"))}";
        await _connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(question), cancellationToken);
        var line = await _answers.ReadLineAsync(cancellationToken) ?? "-it hung up";
        if (line[0] == '-')
        {
            throw new InvalidRunException($"Redis refused {words[0]}: {line[1..]}.", "Does this build of the service still use it so?");
        }

        if (line[0] != '$')
        {
            return line[1..];
        }

        var text = new char[int.Parse(line[1..]) + "\r\n".Length];
        await _answers.ReadBlockAsync(text, cancellationToken);
        return new string(text).TrimEnd();
    }

    /// <param name="script">Its one value is how often it was run before.</param>
    public async Task RepeatAsync(string script, int times, CancellationToken cancellationToken)
    {
        for (var time = 0; time < times; time++)
        {
            await AskAsync(cancellationToken, "EVAL", script, "0", $"{time}");
        }
    }

    /// <param name="section">Of what Redis tells about itself.</param>
    /// <param name="before">A pattern of what stands before the number.</param>
    /// <exception cref="InvalidRunException">There is no such number.</exception>
    public async Task<double> NumberAsync(string section, string before, CancellationToken cancellationToken)
    {
        var told = await AskAsync(cancellationToken, "INFO", section);
        var number = Regex.Match(told, $"(?<={before})[0-9.]+", RegexOptions.None, PatternLimit);
        return number.Success
            ? double.Parse(number.ValueSpan, CultureInfo.InvariantCulture)
            : throw new InvalidRunException($"Redis tells no {before} of its {section}.", "Is it another Redis than 7?");
    }

    /// <returns>Bytes.</returns>
    public Task<double> UsedMemoryAsync(CancellationToken cancellationToken) => NumberAsync("memory", "used_memory:", cancellationToken);

    public void Dispose()
    {
        _answers.Dispose();
        _connection.Dispose();
    }
}
