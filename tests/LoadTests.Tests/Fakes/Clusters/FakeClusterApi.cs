using System.Collections.Concurrent;
using k8s.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using static AspireStateless.LoadTests.Tests.Fakes.Clusters.FakeAnswers;

namespace AspireStateless.LoadTests.Tests.Fakes.Clusters;

/// <summary>
/// The part of Kubernetes' API that runs use. What it is sent is read strictly: a word that the models do not know is refused.
/// </summary>
internal sealed class FakeClusterApi(FakeCluster cluster) : IAsyncDisposable
{
    public const string Token = "fake-token";
    private readonly ConcurrentQueue<string> _asked = new();
    private WebApplication? _app;

    public Uri Url => new(_app!.Urls.First());

    public IReadOnlyCollection<string> Asked => _asked;

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.UseWebSockets();
        _app.Use(async (context, next) =>
        {
            if (context.Request.Method != "GET")
            {
                _asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
            }

            try
            {
                await (context.Request.Headers.Authorization == $"Bearer {Token}"
                    ? next(context) : Refused(401, "Unauthorized").ExecuteAsync(context));
            }
            catch (Exception failure) when (!context.Response.HasStarted && failure is not OperationCanceledException)
            {
                // What is not understood, or not played right, is told as what it is.
                await Refused(500, failure.ToString()).ExecuteAsync(context);
            }
        });
        Map(_app);
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private void Map(WebApplication app)
    {
        app.MapGet("/version", () => Json(new VersionInfo { Major = "1", Minor = "34", GitVersion = "v1.34.0" }));
        app.MapPost("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", ReviewAsync);

        var apps = app.MapGroup("/apis/apps/v1/namespaces/{space}");
        apps.MapGet("/deployments", (string space) => Locked(() => Json(
            new V1DeploymentList { Items = space == FakeCluster.Space ? [cluster.Deployment] : [] })));
        apps.MapGet("/statefulsets", () => Json(new V1StatefulSetList { Items = cluster.HasStore ? [FakeDeployment.Store] : [] }));
        apps.MapGet("/deployments/{name}", (string space, string name) => OfDeployment(space, name, () => Json(cluster.Deployment)));
        apps.MapPatch("/deployments/{name}", RestartAsync);
        apps.MapGet("/deployments/{name}/scale", (string space, string name) => OfDeployment(space, name, () => Json(Scale)));
        apps.MapPatch("/deployments/{name}/scale", ScaleAsync);

        var pods = app.MapGroup("/api/v1/namespaces/{space}/pods");
        pods.MapGet("", (string labelSelector) => Locked(() => Json(new V1PodList
        {
            Items = [.. cluster.Pods.Where(pod => labelSelector == $"app={pod.App}").Select(pod => pod.Shown)],
        })));
        pods.MapGet("/{name}", (string name) => OfPod(name, pod => Json(pod.Shown)));
        pods.MapDelete("/{name}", async (string name, HttpRequest request) => Delete(name, await ReadAsync<V1DeleteOptions>(request)));
        pods.MapPost("/{name}/eviction", async (string name, HttpRequest request) => Evict(name, await ReadAsync<V1Eviction>(request)));
        pods.MapGet("/{name}/portforward", (string name, int ports, HttpContext context) => FakePortForward.CarryAsync(
            context, Locked(() => cluster.Pods.FirstOrDefault(pod => pod.Shown.Metadata.Name == name)?.Url), ports));
    }

    private V1Scale Scale => new()
    {
        Metadata = new V1ObjectMeta { Name = FakeCluster.Name },
        Spec = new V1ScaleSpec { Replicas = cluster.Deployment.Spec.Replicas },
    };

    private async Task<IResult> ReviewAsync(HttpRequest request)
    {
        var review = await ReadAsync<V1SelfSubjectAccessReview>(request);
        var asked = review.Spec.ResourceAttributes;
        var what = $"{asked.Verb} {asked.Resource}{(asked.Subresource is { } part ? $"/{part}" : "")}";
        review.Status = new V1SubjectAccessReviewStatus { Allowed = !cluster.Forbidden.Contains(what) };
        return Json(review, 201);
    }

    private async Task<IResult> RestartAsync(string space, string name, HttpRequest request)
    {
        var patch = await ReadAsync<V1Deployment>(request);
        return OfDeployment(space, name, () =>
        {
            foreach (var (key, value) in patch.Spec.Template.Metadata.Annotations)
            {
                cluster.Deployment.Spec.Template.Metadata.Annotations[key] = value;
            }

            cluster.Deployment.Metadata.Generation++;
            return Json(cluster.Deployment);
        });
    }

    private async Task<IResult> ScaleAsync(string space, string name, HttpRequest request)
    {
        var patch = await ReadAsync<V1Scale>(request);
        return OfDeployment(space, name, () =>
        {
            cluster.Deployment.Spec.Replicas = patch.Spec.Replicas;
            cluster.Deployment.Metadata.Generation++;
            return Json(Scale);
        });
    }

    private IResult Delete(string name, V1DeleteOptions options) => OfPod(name, pod =>
    {
        if (options.Preconditions?.Uid is { } uid && uid != pod.Shown.Metadata.Uid)
        {
            return Refused(409, $"the UID in the precondition ({uid}) does not match");
        }

        cluster.Delete(pod, atOnce: options.GracePeriodSeconds == 0);
        return Json(pod.Shown);
    });

    private IResult Evict(string name, V1Eviction eviction) => OfPod(name, pod =>
    {
        if (cluster.KeepsAll)
        {
            return Refused(429, "Cannot evict pod as it would violate the pod's disruption budget.");
        }

        Assert.Equal(name, eviction.Metadata.Name);
        cluster.Delete(pod, atOnce: false);
        return Said("Success", message: null, 201);
    });

    private IResult OfDeployment(string space, string name, Func<IResult> act) => (space, name) == (FakeCluster.Space, FakeCluster.Name)
        ? Locked(act) : Refused(404, $"deployments.apps \"{name}\" not found");

    private IResult OfPod(string name, Func<FakePod, IResult> act) => Locked(() =>
        cluster.Pods.FirstOrDefault(pod => pod.Shown.Metadata.Name == name) is { } found
            ? act(found) : Refused(404, $"pods \"{name}\" not found"));

    private T Locked<T>(Func<T> act)
    {
        lock (cluster.Changing)
        {
            return act();
        }
    }
}
