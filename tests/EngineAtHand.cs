using System.ComponentModel;
using System.Diagnostics;

namespace AspireStateless.Tests;

/// <summary>
/// The container engine that some specifications need, with the images that they run; where it is not, they are skipped and counted.
/// </summary>
internal static class EngineAtHand
{
    private static readonly string[] Engines = ["docker", "podman"];
    private static readonly string[] Images = ["docker.io/library/redis:8.6", "docker.io/library/postgres:18.3"];
    private static readonly TimeSpan PullLimit = TimeSpan.FromMinutes(5);

    private static readonly string? Engine = Array.Find(
        Engines, engine => Run([engine, "version", "--format", "{{.Server.Version}}"]) is not null);

    /// <summary>Why there is none; null where there is one. Asked once.</summary>
    internal static string? Missing { get; } = Engine is null
        ? "No container engine answers."
        : Array.Find(Images, image => Ask("image", "inspect", image) is null && Ask("pull", "--quiet", image) is null) is { } image
            ? $"The image {image} is not here and cannot be pulled; eng/images makes it."
            : null;

    /// <summary>Runs a command of the engine.</summary>
    /// <returns>What it printed; null if it failed.</returns>
    internal static string? Ask(params string[] arguments) => Run([Engine!, .. arguments])?.Trim();

    /// <summary>Skips the specification that calls it where there is none.</summary>
    internal static void Require() => Xunit.Assert.SkipWhen(Missing is not null, Missing ?? "");

    private static string? Run(IReadOnlyList<string> command)
    {
        using var process = new Process
        {
            StartInfo = new(
                command[0], command.Skip(1))
            { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        process.StandardInput.Close();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        return process.WaitForExit(PullLimit) && process.ExitCode == 0 ? output : null;
    }
}
