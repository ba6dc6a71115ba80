using System.Globalization;
using k8s.Models;
using Microsoft.AspNetCore.Builder;

namespace AspireStateless.LoadTests.Tests.Fakes.Clusters;

/// <summary>
/// A namespace with one deployment, whose pods are services in this process: started, ended and replaced as a cluster does. What its API
/// says is <see cref="FakeClusterApi"/>'s.
/// </summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    public const string Space = "shop";
    public const string Name = "api";
    public const string Full = $"{Space}/{Name}";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(150);
    private readonly Action<WebApplication> _service;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<FakePod> _pods = [];
    private readonly FakeClusterApi _api;
    private Task _controlling = Task.CompletedTask;
    private int _made;

    private FakeCluster(Action<WebApplication> service, int replicas, bool hasStore)
    {
        (_service, _api, Deployment, HasStore) = (service, new FakeClusterApi(this), FakeDeployment.Of(replicas), hasStore);
    }

    public V1Deployment Deployment { get; }

    /// <summary>Whether <see cref="FakeDeployment.Store"/> is there too.</summary>
    public bool HasStore { get; }

    /// <summary>Held by whoever reads or changes what there is.</summary>
    public Lock Changing { get; } = new();

    public IReadOnlyList<FakePod> Pods => _pods;

    /// <summary>What its user may not do, such as <c>delete pods</c>.</summary>
    public HashSet<string> Forbidden { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a disruption budget allows no eviction.</summary>
    public bool KeepsAll { get; set; }

    public Uri Url => _api.Url;

    /// <summary>Every change that was asked for, as method and path.</summary>
    public IReadOnlyCollection<string> Asked => _api.Asked;

    /// <param name="service">Called for each pod.</param>
    public static async Task<FakeCluster> StartAsync(Action<WebApplication> service, int replicas = 3, bool hasStore = false)
    {
        var cluster = new FakeCluster(service, replicas, hasStore);
        await cluster._api.StartAsync();
        cluster._controlling = cluster.ControlAsync();
        await cluster.SettledAsync(replicas);
        return cluster;
    }

    /// <summary>Waits until exactly so many pods of the deployment run, and that of the store.</summary>
    public async Task SettledAsync(int replicas)
    {
        while (!Has(replicas))
        {
            await Task.Delay(LookEvery, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends a pod. With no grace the API forgets it at once, and its process goes on for a moment.</summary>
    public void Delete(FakePod pod, bool atOnce)
    {
        pod.Shown.Metadata.DeletionTimestamp = FakePod.Now;
        if (atOnce)
        {
            _pods.Remove(pod);
        }

        _ = EndAsync(pod, atOnce);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _controlling;
        await _api.DisposeAsync();
        List<FakePod> left;
        lock (Changing)
        {
            left = [.. _pods];
        }

        await Task.WhenAll(left.Select(pod => pod.KillAsync(0)));
        _stop.Dispose();
    }

    private bool Has(int replicas)
    {
        lock (Changing)
        {
            return _pods.Count == replicas + (HasStore ? 1 : 0) && _pods.TrueForAll(pod => pod.Runs);
        }
    }

    private async Task EndAsync(FakePod pod, bool atOnce)
    {
        await Task.Delay(Grace, CancellationToken.None);
        await pod.KillAsync(atOnce ? 137 : 0);
        await Task.Delay(LookEvery, CancellationToken.None);
        lock (Changing)
        {
            _pods.Remove(pod);
        }
    }

    private async Task ControlAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (Step() is { } made)
            {
                await made.StartAsync(_service);
            }

            await Task.Delay(LookEvery, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Comes one pod closer to what the deployment is to be: one more while others are replaced, and never one fewer.</summary>
    /// <returns>One that has to be started.</returns>
    private FakePod? Step()
    {
        lock (Changing)
        {
            var template = string.Join(',', Deployment.Spec.Template.Metadata.Annotations.Values);
            var active = _pods.FindAll(pod => pod.App == Name && !pod.Leaves);
            var current = active.FindAll(pod => pod.Template == template);
            var wanted = Deployment.Spec.Replicas!.Value;
            Deployment.Status = new V1DeploymentStatus
            {
                ObservedGeneration = Deployment.Metadata.Generation,
                Replicas = active.Count,
                UpdatedReplicas = current.Count,
                AvailableReplicas = active.Count(pod => pod.Runs),
            };
            if (active.Count < wanted || (current.Count < wanted && active.Count == wanted))
            {
                return Made(new FakePod(string.Create(CultureInfo.InvariantCulture, $"api-{++_made}"), Name, template));
            }

            if (HasStore && !_pods.Exists(pod => pod.App == "redis"))
            {
                return Made(new FakePod("redis-0", "redis", ""));
            }

            if (active.Count > wanted && active.TrueForAll(pod => pod.Runs))
            {
                Delete(active.Find(pod => pod.Template != template) ?? active[^1], atOnce: false);
            }

            return null;
        }

        FakePod Made(FakePod made)
        {
            _pods.Add(made);
            return made;
        }
    }
}
