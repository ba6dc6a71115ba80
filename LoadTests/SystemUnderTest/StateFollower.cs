using System.Net.Sockets;
using AspireStateless.Judging.Faults;

namespace AspireStateless.LoadTests.SystemUnderTest;

/// <summary>
/// Keeps the event stream of a run open, which is also what keeps the run's faults from being cured by the AppHost, and feeds it
/// to the replica set and the log.
/// </summary>
internal sealed class StateFollower(ControlClient control, string run, ReplicaSet replicas, RunEventLog log) : IAsyncDisposable
{
    // The AppHost cures a run's faults 2 s after its last stream closed.
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromMilliseconds(200);
    private readonly CancellationTokenSource _stop = new();
    private Task<string> _following = Task.FromResult("");

    /// <summary>Ends when the stream cannot be had any more; says why.</summary>
    public Task<string> Lost => _following;

    public void Start() => _following = FollowAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
    }

    private async Task<string> FollowAsync()
    {
        const int attempts = 5;
        var reason = "";
        for (var failures = 0; failures < attempts && !_stop.IsCancellationRequested; failures++)
        {
            try
            {
                await foreach (var state in control.StatesAsync(run, _stop.Token))
                {
                    failures = 0;
                    Take(state);
                }

                reason = "the event stream of the control endpoint ended";
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException)
            {
                reason = $"the event stream of the control endpoint broke: {failure.Message}";
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                break;
            }

            await Task.Delay(ReconnectAfter, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return reason;
    }

    private void Take(InstanceState state)
    {
        replicas.Apply(state, _stop.Token);
        log.Write(new RunEvent(RunEventType.State, MonotonicClock.Now)
        {
            Resource = state.Resource,
            Instance = state.Instance,
            Pid = state.Pid,
            StartTicks = state.StartTicks,
            State = state.State,
        });
    }
}
