using System.Security.Cryptography;
using AspireStateless.Stores.Programs;

namespace AspireStateless.Stores.Data;

/// <summary>
/// The volume of a store's container. It has a random name that is kept in the store's folder of the data folder: so each data folder has
/// volumes of its own, with its passwords and under its lock, and they go together.
/// </summary>
internal static class StoreVolume
{
    private static readonly KeptName Name = new("volume");
    private const string Prefix = "aspire-";

    // Beyond the time in which the orchestrator ends what an AppHost left.
    private static readonly TimeSpan FormerLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RemoveLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>The volume that belongs to a store's folder, with no container on it; the same every time.</summary>
    /// <exception cref="DistributedApplicationException">It is lost, and its data with it; the message says what to do.</exception>
    public static string Of(ContainerCli engine, string store)
    {
        var data = Path.GetDirectoryName(store)!;
        if (Known(store) is { } known)
        {
            if (!engine.HasVolume(known))
            {
                throw new DistributedApplicationException(
                    $"The data of '{Path.GetFileName(store)}' is in the volume '{known}', and {engine.Program} has none of that name. "
                    + $"Take the engine that has it, or start with empty stores: remove '{data}', or choose another folder "
                    + "with --Data=<folder>.");
            }

            EndFormer(engine, known);
            return known;
        }

        // The volume before its name: a crash leaves an empty volume, never the name of one that is not there.
        var made = $"{Prefix}{Path.GetFileName(store)}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        engine.MakeVolume(made, data);
        Name.Keep(store, made);
        return made;
    }

    /// <summary>Where <see cref="Of"/> has led before; null if it never did.</summary>
    public static string? Known(string store) => Name.Of(store);

    /// <summary>Removes the volumes of a data folder, with the containers that are still on them.</summary>
    /// <returns>False if one is left.</returns>
    public static bool TryRemoveAll(string data)
    {
        // Only what was made here: a file that says something else is nobody's to remove.
        var volumes = !Directory.Exists(data) ? [] : Directory.EnumerateDirectories(data).Select(Known).OfType<string>()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
        return volumes.Count == 0 || (ContainerCli.Find() is { } engine && volumes.TrueForAll(volume => TryRemove(engine, volume)));
    }

    private static bool TryRemove(ContainerCli engine, string volume)
    {
        var limit = Environment.TickCount64 + (long)RemoveLimit.TotalMilliseconds;
        while (true)
        {
            // The orchestrator may be removing the same container, or be about to end.
            engine.Remove(engine.UsersOf(volume, ended: true));
            if (engine.TryRemoveVolume(volume))
            {
                return true;
            }

            if (Environment.TickCount64 > limit)
            {
                return false;
            }

            Thread.CurrentThread.Join(LookAgainAfter);
        }
    }

    // Two servers on one volume would destroy its data: in containers of their own, neither sees the other's process.
    private static void EndFormer(ContainerCli engine, string volume)
    {
        var limit = Environment.TickCount64 + (long)FormerLimit.TotalMilliseconds;
        var told = false;
        while (engine.UsersOf(volume, ended: false) is { Count: > 0 } former)
        {
            if (!told)
            {
                Console.WriteLine($"Waiting for a container of a former AppHost on the volume '{volume}' to end.");
                told = true;
            }

            if (Environment.TickCount64 > limit)
            {
                // Nobody else's: whoever holds the data folder holds its volumes. What a store has acknowledged survives that.
                engine.Remove(former);
            }

            Thread.CurrentThread.Join(LookAgainAfter);
        }
    }
}
