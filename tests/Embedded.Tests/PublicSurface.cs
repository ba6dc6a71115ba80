using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace AspireStateless.Embedded.Tests;

/// <summary>Everything public in an assembly, a line a member, as a caller would have to write it: names and defaults of parameters are part of it.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().SelectMany(Lines).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Type type)
    {
        var name = TypeText.Full(type);
        yield return $"{name} {Kind(type)}{TypeText.Variance(type)}{Bases(type)}";
        if (type.IsEnum)
        {
            foreach (var value in type.GetFields(BindingFlags.Public | BindingFlags.Static))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{name}.{value.Name} = {value.GetRawConstantValue()}");
            }

            yield break;
        }

        foreach (var member in type.GetMembers(Declared))
        {
            if (Text(member) is { } text)
            {
                yield return $"{name}.{text}";
            }
        }
    }

    private static string Kind(Type type) =>
        type.IsInterface ? "interface"
        : type.IsEnum ? "enum"
        : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class" : "class";

    private static string Bases(Type type)
    {
        var interfaces = type.GetInterfaces();
        var direct = interfaces.Except(interfaces.SelectMany(inherited => inherited.GetInterfaces())).Except(type.BaseType?.GetInterfaces() ?? [])
            .Where(candidate => candidate.IsVisible && !type.IsEnum);
        Type[] bases = type.BaseType is { } parent && parent != typeof(object) && !type.IsValueType ? [parent] : [];
        var all = bases.Concat(direct).Select(TypeText.Short).ToList();
        return all.Count == 0 ? "" : $" : {string.Join(", ", all)}";
    }

    // What the compiler adds to records and accessors follows from what is listed.
    private static string? Text(MemberInfo member) => member switch
    {
        _ when member.IsDefined(typeof(CompilerGeneratedAttribute)) && member is not PropertyInfo => null,
        ConstructorInfo constructor when IsOffered(constructor) => $"ctor({Parameters(constructor)})",
        MethodInfo { IsSpecialName: false } method when IsOffered(method) =>
            $"{Modifier(method)}{method.Name}{TypeText.Arguments(method.GetGenericArguments())}({Parameters(method)}) : {TypeText.Short(method.ReturnType)}"
            + TypeText.Constraints(method.GetGenericArguments()),
        MethodInfo { Name: "op_Implicit" or "op_Explicit" } conversion when IsOffered(conversion) =>
            $"{conversion.Name}({Parameters(conversion)}) : {TypeText.Short(conversion.ReturnType)}",
        PropertyInfo property when property.GetMethod is { } get && IsOffered(get) =>
            $"{Modifier(get)}{Required(property)}{property.Name} : {TypeText.Short(property.PropertyType)} {{ {Accessors(property)} }}",
        FieldInfo { IsPublic: true } field => $"{(field.IsStatic ? "static " : "")}{(field.IsLiteral ? "const " : "")}{field.Name} : {TypeText.Short(field.FieldType)}",
        _ => null,
    };

    private static bool IsOffered(MethodBase method) => method.IsPublic || (method.IsFamily && !method.IsVirtual);

    private static string Modifier(MethodInfo method) => method.IsStatic ? "static " : "";

    private static string Required(MemberInfo member) => member.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";

    private static string Accessors(PropertyInfo property) =>
        property.SetMethod is not { IsPublic: true } set ? "get"
        : set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "get; init" : "get; set";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select((parameter, i) =>
        (i == 0 && method.IsDefined(typeof(ExtensionAttribute)) ? "this " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
        + $"{(parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "in " : "")}{TypeText.Short(parameter.ParameterType)} {parameter.Name}"
        + (parameter.HasDefaultValue ? $" = {TypeText.Literal(parameter)}" : "")));
}
