using AspireStateless.Dashboard.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AspireStateless.Dashboard.Resources;

/// <summary>The first page, what it does to instances, and the values of secrets, one at a time.</summary>
internal static class ResourceEndpoints
{
    internal static void MapResources(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", (PageRenderer pages, string? instance) =>
            pages.Page<ResourcesPage>(new() { [nameof(ResourcesPage.Selected)] = instance }));
        app.MapPost("/resources/{id}/commands/{name}", RunAsync);
        app.MapGet("/resources/{id}/environment/{name}", (IResourceSource resources, string id, string name) =>
            Find(resources, id)?.Environment.FirstOrDefault(variable => variable.Name == name) is { } variable
                ? TypedResults.Text(variable.Value)
                : (IResult)TypedResults.NotFound());
    }

    internal static ResourceInstance? Find(IResourceSource resources, string? id) =>
        resources.Instances.FirstOrDefault(instance => string.Equals(instance.Id, id, StringComparison.OrdinalIgnoreCase));

    private static async Task<IResult> RunAsync(
        IResourceSource resources, string id, string name, bool? confirmed, CancellationToken cancellationToken)
    {
        if (Find(resources, id) is not { } instance || instance.Commands.FirstOrDefault(known => known.Name == name) is not { } command)
        {
            return TypedResults.NotFound($"There is no command '{name}' of '{id}'.");
        }

        if (command.Confirmation is not null && confirmed is not true)
        {
            return TypedResults.BadRequest($"'{command.DisplayName}' has to be confirmed.");
        }

        return await resources.RunAsync(instance.Id, name, cancellationToken).ConfigureAwait(false) is { } failure
            ? TypedResults.Conflict(failure)
            : TypedResults.Ok($"{command.DisplayName}: {instance.Id}");
    }
}
