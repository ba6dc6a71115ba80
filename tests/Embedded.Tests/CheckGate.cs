using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireStateless.Embedded.Tests;

/// <summary>A health check that a test can hold up: healthy while open.</summary>
internal sealed class CheckGate
{
    private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? closed;

    /// <summary>Completes when a check stands before the closed gate.</summary>
    internal Task Entered => entered.Task.WaitAsync(Deadline.Token);

    internal void Close() => closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Open() => closed?.SetResult();

    internal async Task<HealthCheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        if (closed is { } gate)
        {
            entered.TrySetResult();
            await gate.Task.WaitAsync(cancellationToken);
        }

        return HealthCheckResult.Healthy();
    }
}
