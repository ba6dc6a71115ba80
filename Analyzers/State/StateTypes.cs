using System.Collections.Immutable;
using AspireStateless.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.State;

/// <summary>What kinds of fields a process may keep to itself, by their types and names.</summary>
internal static class StateTypes
{
    private static readonly ImmutableHashSet<string> Locks = Words.Set("Object Lock SemaphoreSlim Semaphore Mutex ReaderWriterLockSlim");

    private static readonly ImmutableHashSet<string> PoolWords = Words.Set("Pool Pooled Pools Free Spare Idle");

    // The answer about a type is the same in every process.
    private static readonly ImmutableHashSet<string> CodeTypes =
        Words.Set("Type MemberInfo MethodInfo PropertyInfo FieldInfo ConstructorInfo ParameterInfo Assembly");

    /// <summary>Whether it belongs to one thread or one request, or is a pool.</summary>
    public static bool IsExempt(ISymbol member, ITypeSymbol type) =>
        type.Name is "ThreadLocal" or "AsyncLocal" or "ConditionalWeakTable" or "ObjectPool" or "ArrayPool"
        || Words.HasAny(member.Name, PoolWords)
        || member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ThreadStaticAttribute")
        || KeyOf(type) is { } key && CodeTypes.Contains(key.Name) && key.IsIn("System")
        || ValueOf(type) is { } value && Locks.Contains(value.Name);

    /// <summary>Whether calls of its methods change it.</summary>
    public static bool IsMutableCollection(ITypeSymbol? type) =>
        (type.IsIn("System.Collections") || type.IsA("System.Collections.IEnumerable"))
        && !type.IsIn("System.Collections.Immutable") && !type.IsIn("System.Collections.Frozen")
        && type?.SpecialType != SpecialType.System_String;

    /// <returns>The type of what a dictionary keeps; null for what is none.</returns>
    public static ITypeSymbol? ValueOf(ITypeSymbol? type) => type is INamedTypeSymbol { TypeArguments: { Length: 2 } of } ? of[1] : null;

    /// <summary>Whether a dictionary keeps what is under way, and not what came of it.</summary>
    public static bool KeepsWork(ITypeSymbol? type) => ValueOf(type) is { } value
        && (value.IsTask() || value.Name == "TaskCompletionSource" || value is INamedTypeSymbol { Name: "Lazy" } lazy
            && lazy.TypeArguments.FirstOrDefault().IsTask());

    /// <summary>Whether what a dictionary keeps can change by itself.</summary>
    public static bool KeepsMutable(ITypeSymbol? type) => ValueOf(type) is { } value
        && (IsMutableCollection(value)
            || (value.HasSource() && value.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsReadOnly && !field.IsStatic)));

    /// <returns>A member that holds a value of its own: a field, or a property with a field behind it.</returns>
    public static (ISymbol Member, ITypeSymbol Type)? Holder(IOperation reference) => reference switch
    {
        IFieldReferenceOperation { Field: { IsConst: false } field } when field.HasSource() && !field.IsImplicitlyDeclared =>
            (field.OriginalDefinition, field.Type),
        IPropertyReferenceOperation { Property: { IsIndexer: false } property } when property.HasSource() && HasField(property) =>
            (property.OriginalDefinition, property.Type),
        IEventReferenceOperation { Event: var raised } when raised.HasSource() => (raised.OriginalDefinition, raised.Type),
        _ => null,
    };

    private static ITypeSymbol? KeyOf(ITypeSymbol? type) => type is INamedTypeSymbol { TypeArguments: { Length: 2 } of } ? of[0] : null;

    // As the compiler names it.
    private static bool HasField(IPropertySymbol property) =>
        !property.ContainingType.GetMembers($"<{property.Name}>k__BackingField").IsEmpty;
}
