namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks something that was said about a resource.</summary>
[SuppressMessage("Design", "CA1040:Avoid empty interfaces", Justification = "Aspire's shape.")]
public interface IResourceAnnotation;

/// <summary>The annotations of one resource, in the order they were made.</summary>
public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>
{
    internal void Remove<T>(Func<T, bool> which) where T : IResourceAnnotation
    {
        foreach (var former in this.OfType<T>().Where(which).ToList())
        {
            Remove(former);
        }
    }
}
