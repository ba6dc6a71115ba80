using System.Net;
using System.Net.Sockets;
using AspireStateless.Control.Evidence;
using AspireStateless.LoadTests.Failures;
using AspireStateless.LoadTests.Targets;
using Docker.DotNet;
using Docker.DotNet.Models;
using Version = System.Version;

namespace AspireStateless.LoadTests.Engines;

/// <summary>A container engine, by its API.</summary>
internal sealed class DockerEngine : IEngine
{
    // That of Docker 20.10.
    private static readonly Version Oldest = new(1, 41);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);
    private readonly DockerClient _client;

    private DockerEngine(string address) =>
        (Address, _client) = (address, new DockerClientBuilder().WithEndpoint(new Uri(address)).Build());

    public string Address { get; }

    public string Host => new Uri(Address) is { Scheme: not ("unix" or "npipe") } remote ? remote.Host : "127.0.0.1";

    public string Advice => "Look at the engine's log; 'docker info' shows its state.";

    public string ByHand => "Undo it by hand: docker ps shows what is paused and what has ended.";

    /// <param name="named">Its address, as <c>DOCKER_HOST</c> has it; null or empty for the engine of this machine.</param>
    /// <exception cref="BadInputException">That is no address.</exception>
    /// <exception cref="InvalidRunException">It does not answer, or not us, or is too old.</exception>
    public static async Task<DockerEngine> OpenAsync(string? named, CancellationToken cancellationToken)
    {
        var address = named is { Length: > 0 } ? named : "unix:///var/run/docker.sock";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var parsed)
            || parsed.Scheme is not ("unix" or "npipe" or "tcp" or "http" or "https"))
        {
            throw new BadInputException($"DOCKER_HOST is '{address}', which is no address.",
                "Write unix:///var/run/docker.sock, or unset it.");
        }

        var engine = new DockerEngine(address);
        try
        {
            await engine.CheckAsync(cancellationToken);
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    public void Dispose() => _client.Dispose();

    public async Task<EngineFinding> FindAsync(
        string name, string usual, IReadOnlyList<string> stores, CancellationToken cancellationToken)
    {
        var catalog = await EngineCatalog.ReadAsync(this, cancellationToken);
        var service = catalog.Find(name, usual);
        return new EngineFinding(service, stores.Select(store => (Name: store, Found: catalog.StoreBeside(service, store)))
            .Where(store => store.Found is not null).ToDictionary(store => store.Name, store => store.Found!, StringComparer.Ordinal));
    }

    public async Task<bool> CarryOutAsync(Undo undo, CancellationToken cancellationToken)
    {
        if (undo.Kind == UndoKind.Scale)
        {
            return await undo.ScaleAsync(new SwarmService(this, undo.Id, undo.Service), cancellationToken);
        }

        var state = (await InspectAsync(undo.Id, cancellationToken))?.State;
        switch (undo.Kind, state)
        {
            case (UndoKind.Resume, { Paused: true }):
                await DoAsync((docker, token) => docker.Containers.UnpauseContainerAsync(undo.Id, token), cancellationToken);
                return true;
            case (UndoKind.Start, { Running: false }):
                await DoAsync((docker, token) => docker.Containers.StartContainerAsync(undo.Id, new(), token), cancellationToken);
                return true;
            default:
                return false;
        }
    }

    /// <exception cref="CopyRefusedException">The engine does not answer, or says no.</exception>
    public async Task<T> AskAsync<T>(Func<DockerClient, CancellationToken, Task<T>> question, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerLimit);
        try
        {
            return await question(_client, deadline.Token);
        }
        catch (DockerApiException refused)
        {
            throw new CopyRefusedException($"The container engine says: {(refused.ResponseBody ?? refused.Message).Trim()}", refused);
        }
        catch (Exception failure) when (
            // Where it tried every address of a host in vain, the client throws them all.
            failure is HttpRequestException or SocketException or IOException or TimeoutException or AggregateException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CopyRefusedException($"The container engine's API does not answer: {failure.GetBaseException().Message}", failure);
        }
    }

    /// <inheritdoc cref="AskAsync"/>
    public Task DoAsync(Func<DockerClient, CancellationToken, Task> action, CancellationToken cancellationToken) => AskAsync(
        async (docker, token) =>
        {
            await action(docker, token);
            return true;
        },
        cancellationToken);

    /// <summary>What it says of a container now.</summary>
    /// <returns>Null where it knows it no more.</returns>
    /// <exception cref="CopyRefusedException">The engine does not answer, or says no.</exception>
    public async Task<ContainerInspectResponse?> InspectAsync(string container, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync((docker, token) => docker.Containers.InspectContainerAsync(container, token), cancellationToken);
        }
        catch (CopyRefusedException refused) when (refused.InnerException is DockerApiException { StatusCode: HttpStatusCode.NotFound })
        {
            return null;
        }
    }

    /// <summary>The same, as evidence.</summary>
    /// <exception cref="CopyRefusedException">The engine does not answer, or says no.</exception>
    public async Task<ContainerEvidence> EvidenceAsync(string container, CancellationToken cancellationToken) =>
        EngineContainer.Evidence(container, await InspectAsync(container, cancellationToken));

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var version = await AskAsync((docker, token) => docker.System.GetVersionAsync(token), cancellationToken);
            if (!Version.TryParse(version.APIVersion, out var api) || api < Oldest)
            {
                throw new InvalidRunException(
                    $"The container engine at {Address} is too old: {version.Version}, API {version.APIVersion}.",
                    $"API {Oldest} is needed, which Docker has from 20.10 on.");
            }
        }
        catch (CopyRefusedException failure)
        {
            throw failure.GetBaseException() is SocketException { SocketErrorCode: SocketError.AccessDenied }
                ? new InvalidRunException(
                    $"This user may not use the container engine's socket {Address}.",
                    "Run it as root, or join the socket's group (docker).", failure)
                : new InvalidRunException(
                    $"No container engine answers at {Address}: {failure.GetBaseException().Message}.",
                    "Start it (as root: dockerd), or name its address in DOCKER_HOST.", failure);
        }
    }
}
