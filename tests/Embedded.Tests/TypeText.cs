using System.Globalization;
using System.Reflection;

namespace AspireStateless.Embedded.Tests;

/// <summary>Types as they are written.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(void)] = "void",
    };

    internal static string Full(Type type) => $"{type.Namespace}.{Short(type)}";

    /// <summary>The parameters that others may stand in for: <c>out T</c>.</summary>
    internal static string Variance(Type type) => string.Concat(type.GetGenericArguments()
        .Where(parameter => parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.Covariant))
        .Select(parameter => $", out {parameter.Name}"));

    internal static string Short(Type type)
    {
        if (type.IsByRef)
        {
            return Short(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return $"{Short(type.GetElementType()!)}[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return $"{Short(value)}?";
        }

        var outer = type is { IsNested: true, IsGenericParameter: false } ? $"{Short(type.DeclaringType!)}." : "";
        return Keywords.GetValueOrDefault(type) ?? $"{outer}{type.Name.Split('`')[0]}{Arguments(type.GetGenericArguments())}";
    }

    internal static string Arguments(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Short))}>";

    internal static string Constraints(Type[] parameters) => string.Concat(parameters
        .Select(parameter => (Name: parameter.Name, All: parameter.GetGenericParameterConstraints().Select(Short).Concat(Special(parameter)).ToList()))
        .Where(constraint => constraint.All.Count > 0)
        .Select(constraint => $" where {constraint.Name} : {string.Join(", ", constraint.All)}"));

    internal static string Literal(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        var value when parameter.ParameterType.IsEnum => $"{value}",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static IEnumerable<string> Special(Type parameter)
    {
        if (parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            yield return "class";
        }

        if (parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            yield return "new()";
        }
    }
}
