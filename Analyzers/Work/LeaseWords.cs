using System.Collections.Immutable;
using AspireStateless.Analyzers.Code;
using Microsoft.CodeAnalysis;

namespace AspireStateless.Analyzers.Work;

/// <summary>Whether something has to do with who may do a job, as people name it.</summary>
internal static class LeaseWords
{
    private static readonly ImmutableHashSet<string> All = Words.Set(
        "Lease Leases Leader Leading Leadership Lock Locks Locked Mutex Election Elected Fence Fenced Fencing Advisory Exclusive");

    public static bool Mention(string name) => Words.HasAny(name, All);

    /// <summary>Whether the type is about it, or works with one that is.</summary>
    public static bool AreKnownTo(ITypeSymbol type) => Mention(type.Name)
        || (!type.IsForeign() && type.GetMembers().Any(member => Mention(member.Name) || member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.Parameters.Any(part => Mention(part.Type.Name)),
            IFieldSymbol field => Mention(field.Type.Name),
            _ => false,
        }));
}
