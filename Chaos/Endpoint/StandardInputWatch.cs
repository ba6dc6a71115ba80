using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Chaos.Endpoint;

/// <summary>Stops the application at end-of-file on standard input: whoever started it holds the other end, and has gone.</summary>
internal sealed class StandardInputWatch(IHostApplicationLifetime lifetime, ILogger<StandardInputWatch> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A thread of its own: reading a pipe blocks for as long as the other end is open. It ends with the process.
        new Thread(WaitForEnd) { IsBackground = true, Name = "Standard input" }.Start();
        return Task.CompletedTask;
    }

    private void WaitForEnd()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[256];
        while (input.Read(ignored) > 0)
        {
            // Only the end says something.
        }

        logger.LogInformation("Standard input has ended (Chaos:StopWithStdin): stopping.");
        lifetime.StopApplication();
    }
}
