using System.Reflection;
using System.Text.Json;
using AspireStateless.Api.Problems;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace AspireStateless.Api.Inputs;

/// <summary>Turns a request that breaks the contract into a 4xx that names the field and its rule.</summary>
internal sealed class InvalidInputHandler : ProblemHandler<BadHttpRequestException>
{
    protected override ProblemHttpResult ProblemOf(BadHttpRequestException exception, HttpContext context)
    {
        var (field, detail) = exception switch
        {
            InvalidInputException known => (known.Field, known.Message),
            // Of a body that does not state its length Kestrel finds out while it is read.
            { StatusCode: StatusCodes.Status413PayloadTooLarge } => ("body", "The body is larger than this service takes."),
            { InnerException: JsonException fault } => JsonFault.Explain(fault),
            _ => Explain(exception, context.Features.Get<IExceptionHandlerFeature>()?.Endpoint),
        };
        return ApiProblem.Refused(ProblemType.OfFramework(exception.StatusCode), detail, field, exception.StatusCode);
    }

    // The framework's message quotes the parameter as "PageName page", or of a body as "body", and nothing else carries its name.
    private static (string? Field, string Detail) Explain(BadHttpRequestException invalid, Endpoint? endpoint)
    {
        var parameter = endpoint?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .FirstOrDefault(candidate => invalid.Message.Contains($" {candidate.Name}\"", StringComparison.Ordinal)
                || invalid.Message.Contains($"\"{candidate.Name}\"", StringComparison.Ordinal))?.ParameterInfo;
        if (parameter is null)
        {
            return (null, invalid.Message);
        }

        var field = parameter.GetCustomAttribute<FromHeaderAttribute>()?.Name ?? parameter.Name;
        return (field, parameter.ParameterType.GetCustomAttribute<InputPatternAttribute>() is { } input
            ? $"{field} must be {input.Rule}."
            : $"{field} is missing or not valid.");
    }
}
