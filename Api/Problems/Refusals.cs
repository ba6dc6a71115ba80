using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace AspireStateless.Api.Problems;

/// <summary>Says at an endpoint which problems it answers with, for the OpenAPI document.</summary>
internal static class Refusals
{
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, params IEnumerable<ProblemType> types)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata([.. types.Select(type => new RefusalMetadata(type))]);
}

/// <summary>One way in which an endpoint fails.</summary>
internal sealed class RefusalMetadata(ProblemType type) : IProducesResponseTypeMetadata
{
    public ProblemType ProblemType { get; } = type;

    public Type Type => typeof(ProblemDetails);

    public int StatusCode => ProblemType.StatusCode;

    public IEnumerable<string> ContentTypes { get; } = ["application/problem+json"];
}
