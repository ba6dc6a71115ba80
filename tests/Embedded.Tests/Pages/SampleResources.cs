using System.Runtime.CompilerServices;
using AspireStateless.Dashboard.ConsoleLogs;
using AspireStateless.Dashboard.Live;
using AspireStateless.Dashboard.Resources;

namespace AspireStateless.Embedded.Tests.Pages;

/// <summary>One instance with a secret, a command and two lines of output.</summary>
internal sealed class SampleResources : IResourceSource
{
    internal const string Id = "sample-abcdefgh";
    internal const string Secret = "Host=localhost;Password=hidden";

    public string ApplicationName => "Sample";

    public IReadOnlyList<ResourceInstance> Instances =>
    [
        new(Id, "sample", "Project")
        {
            State = "Running",
            HasConsole = true,
            Commands = [new("kill", "Kill", Description: null, Confirmation: "Kill it?", IsEnabled: true)],
            Environment = [new("ConnectionStrings__shop", Secret, IsSecret: true)],
        },
    ];

    public ChangeSignal Changes { get; } = new();

    public FaultHistory Faults { get; } = new();

    /// <summary>The commands that were run.</summary>
    internal List<string> Run { get; } = [];

    public async IAsyncEnumerable<IReadOnlyList<ConsoleLine>> ReadConsoleAsync(
        string instance, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return [new(1, "<b>first</b>", IsError: false), new(2, "second", IsError: true)];
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    public Task<string?> RunAsync(string instance, string command, CancellationToken cancellationToken)
    {
        Run.Add($"{command} {instance}");
        return Task.FromResult<string?>(null);
    }
}
