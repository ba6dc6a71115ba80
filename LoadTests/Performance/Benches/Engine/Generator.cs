using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Performance.Benches.Engine;

/// <summary>One generator of closed-loop load: a command that prints <c>Requests/sec: n</c>.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Command">For a target, so many connections and so many seconds.</param>
internal sealed partial record Generator(string Name, Func<IPEndPoint, int, int, IReadOnlyList<string>> Command)
{
    public static Generator Wrk { get; } =
        new("wrk -t1", (target, connections, seconds) => [Tool.Wrk, "-t1", $"-c{connections}", $"-d{seconds}s", $"http://{target}/"]);

    public static Generator Hey { get; } =
        new("hey -cpus 1", (target, connections, seconds) =>
            [Tool.Hey, "-cpus", "1", "-c", $"{connections}", "-z", $"{seconds}s", $"http://{target}/"]);

    public static Generator Sockets { get; } = Own(ClosedArm.WithSockets);

    public static Generator Handler { get; } = Own(ClosedArm.WithHandler);


    /// <returns>Requests per second.</returns>
    /// <exception cref="InvalidRunException">It said something else.</exception>
    public async Task<double> RunAsync(IPEndPoint target, int connections, int seconds, int core, CancellationToken cancellationToken)
    {
        using var process = Tool.Start(Command(target, connections, seconds), core);
        string said;
        try
        {
            said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        var rate = RatePattern().Match(said);
        return process.ExitCode == 0 && rate.Success
            ? double.Parse(rate.Groups["rate"].Value, CultureInfo.InvariantCulture)
            : throw new InvalidRunException($"{Name} ended with exit code {process.ExitCode} and said: {said.Trim()}", "Run it by hand.");
    }

    private static Generator Own(string transport) => new(
        $"engine, {transport}",
        (target, connections, seconds) => Tool.Self("bench", "arm", transport, $"{target}", $"{connections}", $"{seconds}"));

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>\d+(\.\d+)?)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RatePattern();
}
