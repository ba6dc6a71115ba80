namespace AspireStateless.Embedded.Tests.Running;

/// <summary>A folder for the length of a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("embedded-tests-").FullName;

    // As the host removes it, so that what a store keeps elsewhere goes with it.
    public void Dispose() => Aspire.Hosting.Execution.OutsideFolder.Remove(Path);
}
