using System.Text.RegularExpressions;

namespace AspireStateless.LoadTests.Targets;

/// <summary>How far the start of an AppHost is, by what it prints. Thread-safe.</summary>
/// <param name="replicas">How many replicas it is to have; null where that is its own affair.</param>
internal sealed partial class AppHostStart(int? replicas)
{
    /// <summary>Its replicas are named by their number, once all of them run.</summary>
    private const string Service = "api";
    private readonly long _began = MonotonicClock.Now;
    private readonly Lock _reading = new();
    private readonly List<string> _up = [];
    private readonly TaskCompletionSource<TimeSpan> _healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan? _took;

    /// <summary>How long it took until all replicas were healthy.</summary>
    public Task<TimeSpan> Healthy => _healthy.Task;

    /// <summary>The link that logs in to the dashboard; null until it is printed.</summary>
    public string? DashboardLink { get; private set; }

    /// <summary>What is up, and how long it has taken so far: <c>redis, postgres … 3.1 s</c>.</summary>
    public string Progress
    {
        get
        {
            lock (_reading)
            {
                var took = _took ?? Since;
                return $"{string.Join(", ", _up)}{(_up.Count == 0 ? "" : " ")}… {took.TotalSeconds:F1} s";
            }
        }
    }

    private TimeSpan Since => MonotonicClock.Span(MonotonicClock.Now - _began);

    /// <summary>Takes in a line of its output.</summary>
    public void Read(string line)
    {
        lock (_reading)
        {
            if (Login().Match(line) is { Success: true } login)
            {
                DashboardLink = login.Groups["url"].Value;
            }
            else if (HealthyLine().Match(line) is { Success: true } healthy)
            {
                var name = healthy.Groups["name"].Value;
                if (name == Service)
                {
                    _healthy.TrySetResult(Since);
                }
                else if (!_up.Contains(name))
                {
                    _up.Add(name);
                }
            }
        }
    }

    /// <summary>Every replica runs.</summary>
    public void End()
    {
        lock (_reading)
        {
            _up.Add(replicas switch
            {
                1 => "1 replica",
                null => "all replicas",
                _ => $"{replicas} replicas",
            });
            _took = Since;
        }
    }

    [GeneratedRegex(@"Login to the dashboard at (?<url>\S+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Login();

    [GeneratedRegex(@"^\s*(?<name>[a-z0-9-]+) is healthy\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex HealthyLine();
}
