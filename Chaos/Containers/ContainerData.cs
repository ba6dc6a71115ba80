using System.Formats.Tar;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace AspireStateless.Chaos.Containers;

/// <summary>What a container keeps.</summary>
internal sealed class ContainerData(ContainerApi engine)
{
    /// <summary>
    /// Empties the volume that holds a folder of a container that has ended. By another container of the same image, since the first has to
    /// stay: if it went, the orchestrator would not start it again.
    /// </summary>
    /// <returns>How many files there were.</returns>
    /// <exception cref="RefusedException">The folder is in no volume, or what was in it is still there.</exception>
    public Task<int> WipeAsync(string container, string folder, CancellationToken cancellationToken) => engine.AskAsync(
        async (docker, token) =>
        {
            var ended = await docker.Containers.InspectContainerAsync(container, token);
            var volume = ended.Mounts?.FirstOrDefault(mount => mount is { Type: "volume", Destination: { } at }
                && $"{folder}/".StartsWith($"{at}/", StringComparison.Ordinal))?.Destination
                ?? throw RefusedException.Unsupported($"'{folder}' of container '{container}' is in no volume.");
            var files = await CountFilesAsync(docker, container, volume, token);
            await EmptyAsync(docker, ended.Image!, container, volume, token);
            var left = await CountFilesAsync(docker, container, volume, token);
            return left == 0 ? files : throw RefusedException.NotEffective(
                "not-effective", $"{left} files are left in '{volume}' of container '{container}'.");
        },
        cancellationToken);

    private static async Task EmptyAsync(
        DockerClient docker, string image, string container, string volume, CancellationToken cancellationToken)
    {
        var remover = await docker.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Image = image,
                Entrypoint = ["/bin/sh", "-c", $"rm -rf {volume}/*"],
                HostConfig = new HostConfig { VolumesFrom = [container], NetworkMode = "none" },
            },
            cancellationToken);
        try
        {
            await docker.Containers.StartContainerAsync(remover.ID, new(), cancellationToken);
            await docker.Containers.WaitContainerAsync(remover.ID, cancellationToken);
        }
        finally
        {
            await docker.Containers.RemoveContainerAsync(remover.ID, new() { Force = true }, CancellationToken.None);
        }
    }

    // Its first process is gone: only the engine can still look into it.
    private static async Task<int> CountFilesAsync(
        DockerClient docker, string container, string folder, CancellationToken cancellationToken)
    {
        var archive = await docker.Containers.GetArchiveFromContainerAsync(
            container, new() { Path = folder }, statOnly: false, cancellationToken);
        var files = 0;
        await using var stream = archive.Stream ?? Stream.Null;
        await using var tar = new TarReader(stream);
        while (await tar.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            files += entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile ? 1 : 0;
        }

        return files;
    }
}
