using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Code;

/// <summary>Tells what runs once, before there are requests, from what requests run.</summary>
internal static class Startup
{
    private static readonly string[] Builders =
    [
        "Microsoft.Extensions.DependencyInjection.IServiceCollection",
        "Microsoft.Extensions.Hosting.IHostApplicationBuilder",
        "Microsoft.Extensions.Hosting.IHostBuilder",
        "Microsoft.AspNetCore.Builder.IApplicationBuilder",
        "Microsoft.AspNetCore.Routing.IEndpointRouteBuilder",
    ];

    /// <summary>Whether the method registers or maps, or is the program itself.</summary>
    public static bool IsIn(ISymbol owner) => owner is IMethodSymbol method
        && (method.Name is "Main" or "<Main>$" || method.Parameters.Any(parameter => Builders.Any(parameter.Type.IsA)));

    /// <summary>Whether a lambda runs for each request: it is given to what maps endpoints or adds middleware.</summary>
    public static bool IsHandler(IAnonymousFunctionOperation lambda) =>
        lambda.Ancestors().FirstOrDefault(one => one is not (IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation))
            is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } }
        && (method.Name.StartsWith("Map", StringComparison.Ordinal) || method.Name is "Use" or "Run" or "AddEndpointFilter")
        && method.ContainingType.IsIn("Microsoft.AspNetCore");
}
