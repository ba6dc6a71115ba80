using System.Diagnostics;

namespace AspireStateless.Embedded.Tests.Running;

/// <summary>What a snapshot tells of an instance.</summary>
internal static class InstanceFacts
{
    internal static int Pid(this ResourceEvent instance) => (int)instance.Fact("executable.pid")!;

    internal static object? Fact(this ResourceEvent instance, string property) =>
        instance.Snapshot.Properties.Single(candidate => candidate.Name == property).Value;

    internal static string? Variable(this ResourceEvent instance, string name) =>
        instance.Snapshot.EnvironmentVariables.SingleOrDefault(variable => variable.Name == name)?.Value;

    /// <summary>A client of this replica alone, past the proxy.</summary>
    internal static HttpClient Direct(this ResourceEvent instance) => new() { BaseAddress = new Uri(instance.Variable("ASPNETCORE_URLS")!) };

    internal static void Kill(this ResourceEvent instance)
    {
        using var process = Process.GetProcessById(instance.Pid());
        process.Kill();
    }
}
