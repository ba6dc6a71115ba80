using System.Collections.Concurrent;
using AspireStateless.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Services;

/// <summary>Which classes have one object for all requests, as the registrations of the service say. Thread-safe.</summary>
internal sealed class Singletons
{
    private const string Collection = "Microsoft.Extensions.DependencyInjection.IServiceCollection";

    private static readonly HashSet<string> Registering = new(StringComparer.Ordinal)
    {
        "AddSingleton", "TryAddSingleton", "AddKeyedSingleton", "TryAddKeyedSingleton", "AddActivatedSingleton", "Singleton",
        "AddHostedService", "UseMiddleware",
    };

    private readonly ConcurrentBag<ITypeSymbol> _registered = [];

    // Methods of the service's own that register what they get as a type argument, and who calls such methods with what.
    private readonly ConcurrentBag<ISymbol> _registrars = [];
    private readonly ConcurrentBag<(ISymbol Method, ITypeSymbol Type)> _given = [];

    /// <param name="owner">The method that makes the call.</param>
    public void Note(IInvocationOperation call, ISymbol owner)
    {
        var method = call.TargetMethod;
        if (Registering.Contains(method.Name))
        {
            foreach (var type in TypesOf(call))
            {
                _registered.Add(type);
            }

            _registrars.Add(owner.OriginalDefinition);
        }
        else if (method.TypeArguments.Length > 0 && method.HasSource() && call.Receiver()?.Type.IsA(Collection) == true)
        {
            foreach (var type in method.TypeArguments)
            {
                _given.Add(((method.ReducedFrom ?? method).OriginalDefinition, type));
            }
        }
    }

    /// <returns>The classes, and those that they derive from.</returns>
    public HashSet<ISymbol> ToSet()
    {
        var registrars = new HashSet<ISymbol>(_registrars, SymbolEqualityComparer.Default);
        var singletons = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var type in _registered.Concat(_given.Where(given => registrars.Contains(given.Method)).Select(given => given.Type)))
        {
            for (var one = type; one is { TypeKind: TypeKind.Class } && one.HasSource(); one = one.BaseType)
            {
                singletons.Add(one.OriginalDefinition);
            }
        }

        return singletons;
    }

    // Named, given as an object, or made by a factory.
    private static IEnumerable<ITypeSymbol> TypesOf(IInvocationOperation call) =>
        call.TargetMethod.TypeArguments
            .Concat(call.Arguments.All<ITypeOfOperation>().Select(type => type.TypeOperand))
            .Concat(call.Arguments.Select(argument => argument.Value.Bare()).SelectMany(Made));

    private static IEnumerable<ITypeSymbol> Made(IOperation value) => value switch
    {
        IObjectCreationOperation { Type: { } type } => [type],
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation factory } => factory.Body.Operations.All<IReturnOperation>()
            .SelectMany(answer => answer.ReturnedValue is { } made ? Made(made.Bare()) : []),
        _ => [],
    };
}
