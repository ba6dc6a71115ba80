using System.Reflection;
using AspireStateless.Api.Inputs;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AspireStateless.Api.Documents;

/// <summary>States the rules of input. A type that parses is a string to the framework; its rule is what a client needs.</summary>
internal static class InputRules
{
    /// <summary>Of parameters, and of the body that may only be empty.</summary>
    public static Task StateAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var described in context.Description.ParameterDescriptions)
        {
            if (described.ParameterDescriptor?.ParameterType.GetCustomAttribute<InputPatternAttribute>() is { } input
                && operation.Parameters?.OfType<OpenApiParameter>().FirstOrDefault(known => known.Name == described.Name) is { } parameter)
            {
                parameter.Description = $"{described.Name} is {input.Rule}.";
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = input.Pattern };
            }
        }

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>()
            .Any(handler => handler.GetParameters().Any(parameter => parameter.ParameterType == typeof(EmptyBody))))
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Description = $"Nothing, or the empty object, in at most {EmptyBody.BytesMax} bytes.",
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    ["application/json"] = new()
                    {
                        Schema = new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalPropertiesAllowed = false },
                    },
                },
            };
        }

        return Task.CompletedTask;
    }

    /// <summary>Of fields in bodies.</summary>
    public static Task StateAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type.GetCustomAttribute<InputPatternAttribute>() is { } input)
        {
            (schema.Type, schema.Pattern, schema.Description) = (JsonSchemaType.String, input.Pattern, $"{input.Rule}.");
        }

        return Task.CompletedTask;
    }
}
