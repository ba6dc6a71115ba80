namespace Aspire.Hosting;

/// <summary>Where a project of the graph is; implemented by the classes generated into namespace <c>Projects</c>.</summary>
public interface IProjectMetadata
{
    /// <summary>Full path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>True when the project is built with the AppHost, so that the host need not build it.</summary>
    bool SuppressBuild => false;
}
