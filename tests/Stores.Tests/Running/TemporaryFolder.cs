using AspireStateless.Stores.Data;

namespace AspireStateless.Stores.Tests.Running;

/// <summary>A folder for the length of a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("stores-tests-").FullName;

    // As an AppHost removes it, so that what a store keeps elsewhere goes with it.
    public void Dispose() => OutsideFolder.Remove(Path);
}
