using Microsoft.CodeAnalysis;

namespace AspireStateless.Analyzers.Code;

/// <summary>Tells types by their names, so that no library has to be there whose types are asked for.</summary>
internal static class TypeNames
{
    public static string Space(this ITypeSymbol? type) => type?.ContainingNamespace is { IsGlobalNamespace: false } space
        ? space.ToDisplayString()
        : "";

    /// <param name="fullName">With its namespace and without type arguments.</param>
    public static bool Is(this ITypeSymbol? type, string fullName)
    {
        var dot = fullName.LastIndexOf('.');
        return type is not null
            && type.Name.Length == fullName.Length - dot - 1
            && fullName.EndsWith(type.Name, StringComparison.Ordinal)
            && type.Space() == fullName.Substring(0, dot);
    }

    /// <summary>Whether it is that type, derives from it, or implements it.</summary>
    public static bool IsA(this ITypeSymbol? type, string fullName)
    {
        for (var one = type; one is not null; one = one.BaseType)
        {
            if (one.Is(fullName))
            {
                return true;
            }
        }

        return type?.AllInterfaces.Any(one => one.Is(fullName)) ?? false;
    }

    /// <summary>Whether it is of that namespace or of one in it.</summary>
    public static bool IsIn(this ITypeSymbol? type, string space) => type.Space() is var own
        && own.StartsWith(space, StringComparison.Ordinal)
        && (own.Length == space.Length || own[space.Length] == '.');

    public static bool IsTask(this ITypeSymbol? type) =>
        type?.Name is "Task" or "ValueTask" && type.Space() == "System.Threading.Tasks";

    /// <summary>Whether it comes with .NET or with a library, and not with the service.</summary>
    public static bool IsForeign(this ITypeSymbol? type) => type.IsIn("System") || type.IsIn("Microsoft");

    public static bool HasSource(this ISymbol symbol) => !symbol.DeclaringSyntaxReferences.IsEmpty;
}
