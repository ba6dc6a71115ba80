using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AspireStateless.Chaos.Endpoint;

/// <summary>Stops the application at end-of-file on standard input: whoever started it holds the other end, and has gone.</summary>
internal sealed class StandardInputWatch(IHostApplicationLifetime lifetime, ILogger<StandardInputWatch> logger) : IHostedLifecycleService
{
    // Before anything else starts, so that a harness that dies meanwhile is noticed too.
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // A thread of its own: reading a pipe blocks for as long as the other end is open. It ends with the process.
        new Thread(WaitForEnd) { IsBackground = true, Name = "Standard input" }.Start();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

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
