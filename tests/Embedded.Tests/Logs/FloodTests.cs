using System.Globalization;

namespace AspireStateless.Embedded.Tests.Logs;

/// <summary>A replica that prints much more than anybody reads.</summary>
public sealed class FloodTests
{
    [Fact]
    public async Task A_flood_neither_stalls_the_replica_nor_fills_the_hosts_memory()
    {
        const int FloodMegabytes = 100;
        using var appHost = AppHostProcess.Start("--Stores=false", "--Replicas=1", $"--Behaviour=flood {FloodMegabytes}", "--Data=temporary");

        // It serves only when it has printed everything, and the host repeats what it can on its own output meanwhile.
        await appHost.PrintsAsync("sample is healthy");

        // The flood held in memory would be twice its size there, on top of what the host takes anyway.
        Assert.InRange(PeakMegabytes(appHost.Id), 1, 2 * FloodMegabytes);
    }

    [Fact]
    public async Task What_replicas_print_is_read_by_instance_or_merged()
    {
        var builder = Graph.New();
        var sample = builder.AddSample("sample", "deaf").WithReplicas(2);
        await using var app = await builder.StartAsync();
        var logs = (ResourceLoggerService)app.Services.GetService(typeof(ResourceLoggerService))!;
        var instances = await app.AllReachAsync("sample", KnownResourceStates.Running, count: 2);
        var own = await Task.WhenAll(instances.Select(instance => app.PrintsAsync(instance.ResourceId, "deaf, child ")));

        var merged = new HashSet<string>();
        await foreach (var lines in logs.WatchAsync(sample.Resource, Deadline.Token))
        {
            merged.UnionWith(lines.Select(line => line.Content));
            if (merged.Count == 2)
            {
                break;
            }
        }

        Assert.Equal(own.ToHashSet(), merged);
        Array.ForEach([.. instances], instance => instance.Kill());
    }

    private static int PeakMegabytes(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").Single(entry => entry.StartsWith("VmHWM:", StringComparison.Ordinal));
        return int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
