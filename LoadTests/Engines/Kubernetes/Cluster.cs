using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Targets;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace AspireStateless.LoadTests.Engines.Kubernetes;

/// <summary>The API of a Kubernetes cluster.</summary>
internal sealed class Cluster : IDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);
    private readonly k8s.Kubernetes _client;

    private Cluster(KubernetesClientConfiguration access) => _client = new k8s.Kubernetes(access);

    /// <summary>Where it is.</summary>
    public string Address => _client.BaseUri.ToString();

    /// <exception cref="BadInputException">Nothing says which cluster.</exception>
    /// <exception cref="InvalidRunException">It does not answer, or not us.</exception>
    public static async Task<Cluster> OpenAsync(CancellationToken cancellationToken)
    {
        var cluster = new Cluster(ClusterAccess.Find());
        try
        {
            await cluster.AskAsync((api, token) => api.Version.GetCodeAsync(cancellationToken: token), cancellationToken);
            return cluster;
        }
        catch (CopyRefusedException failure)
        {
            cluster.Dispose();
            throw failure.InnerException is HttpOperationException
                ? new InvalidRunException($"At {cluster.Address}: {failure.Message}", "Choose another context, or log in again.", failure)
                : new InvalidRunException(
                    $"No cluster answers at {cluster.Address}: {failure.GetBaseException().Message}.",
                    "Start it, or choose another: kubectl config use-context NAME.", failure);
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>A connection to a port of a pod.</summary>
    /// <exception cref="CopyRefusedException">The cluster does not answer, or says no.</exception>
    public Task<WebSocket> ForwardAsync(string space, string pod, int port, CancellationToken cancellationToken) => AskAsync(
        (_, token) => _client.WebSocketNamespacedPodPortForwardAsync(
            pod, space, [port], WebSocketProtocol.V4BinaryWebsocketProtocol, cancellationToken: token),
        cancellationToken);

    /// <exception cref="CopyRefusedException">The cluster does not answer, or says no.</exception>
    public async Task<T> AskAsync<T>(Func<IKubernetes, CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerLimit);
        try
        {
            return await question(_client, deadline.Token);
        }
        catch (HttpOperationException refused)
        {
            throw new CopyRefusedException($"The cluster says: {Said(refused)}", refused);
        }
        catch (Exception failure) when (
            failure is HttpRequestException or SocketException or IOException or WebSocketException or JsonException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CopyRefusedException($"The cluster's API does not answer: {failure.Message}", failure);
        }
    }

    /// <returns>Null where there is no such thing.</returns>
    /// <exception cref="CopyRefusedException">The cluster does not answer, or says no.</exception>
    public async Task<T?> TryAsync<T>(Func<IKubernetes, CancellationToken, Task<T>> question, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await AskAsync(question, cancellationToken);
        }
        catch (CopyRefusedException refused) when (
            refused.InnerException is HttpOperationException { Response.StatusCode: HttpStatusCode.NotFound })
        {
            return null;
        }
    }

    private static string Said(HttpOperationException refused)
    {
        try
        {
            return KubernetesJson.Deserialize<V1Status>(refused.Response.Content).Message ?? $"{refused.Response.StatusCode}";
        }
        catch (JsonException)
        {
            return $"{refused.Response.StatusCode}";
        }
    }
}
