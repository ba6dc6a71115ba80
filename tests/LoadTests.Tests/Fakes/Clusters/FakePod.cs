using System.Security.Cryptography;
using k8s.Models;
using Microsoft.AspNetCore.Builder;

namespace AspireStateless.LoadTests.Tests.Fakes.Clusters;

/// <summary>A pod: what the API shows of it, and a real little service in this process.</summary>
internal sealed class FakePod
{
    private const int ContainerIdBytes = 32;
    // Above any that Linux gives out, so that no real process is meant.
    private static int _lastPid = 1_500_000_000;
    private FakeReplica? _replica;

    public FakePod(string name, string app, string template)
    {
        Template = template;
        Shown = new V1Pod
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = new V1ObjectMeta
            {
                Name = name,
                NamespaceProperty = FakeCluster.Space,
                Uid = Guid.NewGuid().ToString(),
                Labels = FakeDeployment.Labels(app),
            },
            Status = new V1PodStatus { Phase = "Pending", ContainerStatuses = [Container(new V1ContainerState())] },
        };
    }

    public V1Pod Shown { get; }

    /// <summary>What its template was when it was made.</summary>
    public string Template { get; }

    public string App => Shown.Metadata.Labels["app"];

    public bool Runs => Shown.Status.Phase == "Running" && !Leaves;

    public bool Leaves => Shown.Metadata.DeletionTimestamp is not null;

    /// <summary>Where its service listens; null where it does not.</summary>
    public Uri? Url => _replica is { } replica ? new Uri(replica.Url) : null;

    public async Task StartAsync(Action<WebApplication> service)
    {
        var pid = Interlocked.Increment(ref _lastPid);
        _replica = await FakeReplica.StartAsync(Shown.Metadata.Name, pid, new FakeStore(), FakeCounting.Correct, service);
        var running = Container(new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = Now } });
        running.ContainerID = $"containerd://{RandomNumberGenerator.GetHexString(2 * ContainerIdBytes, lowercase: true)}";
        (running.Started, running.Ready) = (true, true);
        Shown.Status = new V1PodStatus { Phase = "Running", ContainerStatuses = [running] };
    }

    /// <summary>Breaks every connection to it.</summary>
    public async Task KillAsync(int exitCode)
    {
        if (Interlocked.Exchange(ref _replica, null) is { } replica)
        {
            await replica.KillAsync();
            var ended = Shown.Status.ContainerStatuses[0];
            ended.State = new V1ContainerState
            {
                Terminated = new V1ContainerStateTerminated
                {
                    ExitCode = exitCode,
                    StartedAt = ended.State.Running.StartedAt,
                    FinishedAt = Now,
                },
            };
        }
    }

    public static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static V1ContainerStatus Container(V1ContainerState state) =>
        new() { Name = "api", Image = "api", ImageID = "api", Ready = false, RestartCount = 0, Started = false, State = state };
}
