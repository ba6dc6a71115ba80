namespace Aspire.Hosting.Execution;

/// <summary>The variables by which services find each other.</summary>
internal static class ServiceDiscovery
{
    internal static void AddEndpoints(IResourceWithServiceDiscovery source, Dictionary<string, object> variables)
    {
        foreach (var endpoint in source.Annotations.OfType<EndpointAnnotation>())
        {
            var url = new EndpointReference(source, endpoint.Name);
            variables[$"services__{source.Name}__{endpoint.Name}__0"] = url;
            variables[$"{VariableName.Of(source.Name)}_{VariableName.Of(endpoint.Name)}"] = url;
        }
    }
}
