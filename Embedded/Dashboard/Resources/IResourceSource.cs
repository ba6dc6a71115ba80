using AspireStateless.Dashboard.ConsoleLogs;
using AspireStateless.Dashboard.Live;

namespace AspireStateless.Dashboard.Resources;

/// <summary>What the dashboard shows and does; whoever runs the application implements it. Thread-safe.</summary>
public interface IResourceSource
{
    /// <summary>Name of the application.</summary>
    string ApplicationName { get; }

    /// <summary>Every instance as it is now, in the order they were made.</summary>
    IReadOnlyList<ResourceInstance> Instances { get; }

    /// <summary>Raised after each change of <see cref="Instances"/>.</summary>
    ChangeSignal Changes { get; }

    /// <summary>The faults that are, or were, on instances.</summary>
    FaultHistory Faults { get; }

    /// <summary>The lines that are kept of an instance's output, and from then on every new one.</summary>
    IAsyncEnumerable<IReadOnlyList<ConsoleLine>> ReadConsoleAsync(string instance, CancellationToken cancellationToken);

    /// <summary>Runs a command on an instance; returns when it is done.</summary>
    /// <returns>Null when it worked; otherwise what went wrong, in a sentence.</returns>
    Task<string?> RunAsync(string instance, string command, CancellationToken cancellationToken);
}
