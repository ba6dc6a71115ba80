namespace Aspire.Hosting.Execution;

/// <summary>The folder, within the data folder, in which a store keeps its data over runs.</summary>
internal sealed record DataVolumeAnnotation(string Name) : IResourceAnnotation
{
    /// <summary>Where an instance has its data: in its resource's volume, or as long as the application runs.</summary>
    internal static string FolderOf(LaunchContext instance) =>
        instance.Resource.Annotations.OfType<DataVolumeAnnotation>().LastOrDefault() is { } volume
            ? instance.Services.Data.ForVolume(volume.Name)
            : instance.Services.Data.ForSession(instance.InstanceId);
}
