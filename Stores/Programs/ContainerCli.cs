namespace AspireStateless.Stores.Programs;

/// <summary>The container engine of this machine, by its program: that finds the engine as Aspire does, Docker's or Podman's.</summary>
internal sealed class ContainerCli(string program)
{
    /// <summary>Where Aspire takes the name of the engine from, so that both speak to the same one.</summary>
    public const string Setting = "DcpPublisher:ContainerRuntime";

    private static readonly string[] Known = ["docker", "podman"];
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WorkLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PullLimit = TimeSpan.FromMinutes(15);

    /// <summary>Its program: <c>docker</c> or <c>podman</c>.</summary>
    public string Program => program;

    public bool Answers => Command.TryRun([program, "version", "--format", "{{.Server.Version}}"], AnswerLimit).ExitCode == 0;

    /// <summary>The engine that Aspire's variable names; or the first that answers; or one that does not. Null without one.</summary>
    public static ContainerCli? Find()
    {
        var wanted = Environment.GetEnvironmentVariable("ASPIRE_CONTAINER_RUNTIME")
            ?? Environment.GetEnvironmentVariable("DOTNET_ASPIRE_CONTAINER_RUNTIME");
        var installed = (string.IsNullOrEmpty(wanted) ? Known : [wanted])
            .Where(candidate => ProgramPath.Find(candidate) is not null).Select(candidate => new ContainerCli(candidate)).ToList();
        return (installed.Count > 1 ? installed.Find(candidate => candidate.Answers) : null) ?? installed.FirstOrDefault();
    }

    public bool HasImage(string image) => Run("image", "inspect", image).ExitCode == 0;

    /// <returns>Null if it is here now; else why not.</returns>
    public string? Pull(string image)
    {
        var (exitCode, output) = Command.TryRun([program, "pull", "--quiet", image], PullLimit);
        return exitCode == 0 ? null : Command.Lines(output).LastOrDefault() ?? $"exit code {exitCode}";
    }

    public bool HasVolume(string volume) => Run("volume", "inspect", volume).ExitCode == 0;

    /// <param name="owner">The folder that it belongs to; a label, for people who look at volumes.</param>
    public void MakeVolume(string volume, string owner) => Command.Run(
        $"{program} does not make the volume '{volume}'", [program, "volume", "create", "--label", $"aspire-data={owner}", volume]);

    /// <summary>The containers that use a volume.</summary>
    /// <param name="ended">Those too that have ended.</param>
    public IReadOnlyList<string> UsersOf(string volume, bool ended)
    {
        string[] all = ended ? ["--all"] : [];
        var (exitCode, output) = Run(["ps", .. all, "--quiet", "--no-trunc", "--filter", $"volume={volume}"]);
        return exitCode == 0 ? Command.Lines(output) : [];
    }

    /// <summary>Kills and removes containers; those that are gone meanwhile are none.</summary>
    public void Remove(IReadOnlyList<string> containers)
    {
        if (containers.Count > 0)
        {
            Run(["rm", "--force", .. containers]);
        }
    }

    /// <returns>False where a container still uses it, or no engine answers.</returns>
    public bool TryRemoveVolume(string volume) => Run("volume", "rm", "--force", volume).ExitCode == 0;

    private (int ExitCode, string Output) Run(params string[] arguments) => Command.TryRun([program, .. arguments], WorkLimit);
}
