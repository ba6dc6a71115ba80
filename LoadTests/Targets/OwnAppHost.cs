using System.Diagnostics;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Targets;

/// <summary>
/// An AppHost that this run started and that ends with it: it stops when its standard input ends, which the kernel sees to even if
/// this process is killed.
/// </summary>
internal sealed class OwnAppHost : IAsyncDisposable
{
    // On a busy machine; where stores are containers, their images may have to be fetched first.
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    // It ends replicas and stores gracefully, which took up to 12 s.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    // Of the dashboard, of what telemetry is sent to, and of what the dashboard asks; a launch profile sets them where a person starts it.
    private static readonly string[] DashboardAddresses =
        ["ASPNETCORE_URLS", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"];
    private readonly Process _process;
    private readonly OutputFile _output;

    private OwnAppHost(Process process, OutputFile output) => (_process, _output) = (process, output);

    public AppHostAddress Address { get; private set; } = null!;

    /// <summary>What it printed last.</summary>
    public string LastLines => _output.LastLines;

    /// <param name="outputPath">Gets everything that it prints.</param>
    /// <exception cref="BadInputException">It is not built.</exception>
    /// <exception cref="InvalidRunException">It could not be started, or was not ready in time.</exception>
    public static Task<OwnAppHost> StartAsync(OwnAppHostOptions options, string outputPath, CancellationToken cancellationToken) =>
        StartAsync(options, new AppHostStart(options.Replicas), outputPath, cancellationToken);

    /// <inheritdoc cref="StartAsync(OwnAppHostOptions, string, CancellationToken)"/>
    /// <param name="start">Told how far it is.</param>
    public static async Task<OwnAppHost> StartAsync(
        OwnAppHostOptions options, AppHostStart start, string outputPath, CancellationToken cancellationToken)
    {
        if (!File.Exists(options.Program))
        {
            throw new BadInputException(
                $"The AppHost is not built: {options.Program} is missing.", "Build it: dotnet build LoadTests.");
        }

        var output = new OutputFile(outputPath);
        var started = new OwnAppHost(StartProcess(options, start, output), output);
        try
        {
            started.Address = await started.WaitUntilReadyAsync(
                AppHostAddress.FileOf(options.Addresses, started._process.Id),
                () => !options.Dashboard || start.DashboardLink is not null,
                cancellationToken);
            start.End();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has gone already and nobody reads the pipe.
        }

        using var limit = new CancellationTokenSource(StopLimit);
        await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        _output.Dispose();
    }

    private static Process StartProcess(OwnAppHostOptions options, AppHostStart started, OutputFile output)
    {
        var start = new ProcessStartInfo(BuildPaths.Dotnet)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Where it reads its configuration.
            WorkingDirectory = options.Folder,
            ArgumentList =
            {
                options.Program,
                $"--Replicas={options.Replicas}",
                $"--Data={options.Data}",
                "--Chaos:StopWithStdin=true",
                "--DcpPublisher:RandomizePorts=true",
            },
        };
        if (options.IsOurs)
        {
            start.ArgumentList.Add("--Chaos:OwnHomes=true");
            start.ArgumentList.Add("--Projects:SuppressBuild=true");
            // Unless somebody looks at it, telemetry would take part of what is measured for nothing.
            start.ArgumentList.Add($"--DisableDashboard={!options.Dashboard}");
        }
        else
        {
            // As by a launch profile: secrets of the user, and passwords that are made once, are for this environment.
            start.Environment["DOTNET_ENVIRONMENT"] = start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        }

        // Somebody else's cannot be told to leave it out.
        if (options.Dashboard || !options.IsOurs)
        {
            start.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
            Array.ForEach(DashboardAddresses, address => start.Environment[address] = "http://127.0.0.1:0");
        }

        foreach (var (key, value) in options.Settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var process = new Process { StartInfo = start };
        output.Start(process, started.Read);
        return process;
    }

    private async Task<AppHostAddress> WaitUntilReadyAsync(string path, Func<bool> hasSaidAll, CancellationToken cancellationToken)
    {
        var until = MonotonicClock.Now + MonotonicClock.Nanoseconds(StartLimit);
        while (AppHostAddress.TryRead(path) is var address)
        {
            if (address is not null && hasSaidAll())
            {
                return address;
            }

            if (_process.HasExited || MonotonicClock.Now > until)
            {
                await Task.Delay(LookEvery, cancellationToken);
                throw new InvalidRunException(
                    (_process.HasExited ? $"The AppHost ended with exit code {_process.ExitCode} before it was ready."
                        : $"The AppHost was not ready within {StartLimit.TotalSeconds} s.")
                    + $" Its last lines:{_output.LastLines}",
                    $"All that it printed is in {_output.Path}.");
            }

            await Task.Delay(LookEvery, cancellationToken);
        }

        throw new UnreachableException();
    }
}

/// <param name="Replicas">How many, where the AppHost takes the setting.</param>
/// <param name="Settings">Configuration keys, for the AppHost and, as they inherit its environment, the replicas.</param>
/// <param name="Dashboard">Whether it has its dashboard, which takes part of the machine.</param>
internal sealed record OwnAppHostOptions(int Replicas, IReadOnlyDictionary<string, string> Settings, bool Dashboard = false)
{
    /// <summary>The folder of its stores.</summary>
    public string Data { get; init; } = "temporary";

    /// <summary>Whether it is the one of this repository.</summary>
    public bool IsOurs { get; private init; } = true;

    /// <summary>Where it reads its configuration.</summary>
    public string Folder { get; private init; } = Path.Combine(BuildPaths.RepositoryRoot, "AppHost");

    /// <summary>What is started.</summary>
    public string Program { get; private init; } = BuildPaths.BuiltIn(BuildPaths.RepositoryRoot, "AppHost");

    /// <summary>The folder in which it leaves its address.</summary>
    public string Addresses { get; private init; } = BuildPaths.AppHosts;

    /// <summary>The same of another checkout of this repository.</summary>
    public OwnAppHostOptions OfCheckout(string root) => this with
    {
        Folder = Path.Combine(root, "AppHost"),
        Program = BuildPaths.BuiltIn(root, "AppHost"),
        Addresses = BuildPaths.AppHostsOf(root),
    };

    /// <summary>The same of somebody else's application.</summary>
    /// <param name="project">Its AppHost.</param>
    /// <param name="assembly">What that was built to.</param>
    /// <exception cref="InvalidRunException">This user has no home, where AppHosts leave their addresses.</exception>
    public OwnAppHostOptions Of(AppHostProject project, string assembly) => this with
    {
        IsOurs = false,
        Folder = project.Folder,
        Program = assembly,
        Addresses = AppHostAddress.UsersFolder
            ?? throw new InvalidRunException("This user has no home folder, where AppHosts leave their addresses.", "Set HOME."),
    };
}
