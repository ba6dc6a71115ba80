using System.Collections.Immutable;
using AspireStateless.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Stores;

/// <summary>How long what is written stays.</summary>
internal static class Expiry
{
    private const string Cache = "Microsoft.Extensions.Caching.Distributed.IDistributedCache";

    private static readonly ImmutableHashSet<string> Lifetimes = Words.Set("Expiry Expiration Expires Expire Ttl Lifetime Options Entry");

    private static readonly ImmutableHashSet<string> Clocks = Words.Set("DateTime DateTimeOffset TimeProvider");

    /// <summary>Whether the call says when the value ends, or that the end stays as it was.</summary>
    public static bool IsGiven(IInvocationOperation call) => Given(call) is not null;

    /// <returns>What the call says of that; null if nothing.</returns>
    public static IOperation? Given(IInvocationOperation call) => call.OwnArguments()
        .Where(argument => Words.HasAny(argument.Parameter!.Name, Lifetimes))
        .Select(argument => argument.Given()).FirstOrDefault(given => given is not null);

    /// <summary>Whether the call is one that could say so.</summary>
    public static bool CanBeGiven(IInvocationOperation call) => Words.WithoutAsync(call.TargetMethod.Name) is "StringSet" or "SetString"
        || (call.TargetMethod.Name is "Set" or "SetAsync" && call.Receiver()?.Type.IsA(Cache) == true)
        || call.TargetMethod.Parameters.Any(parameter => parameter.IsOptional && Words.HasAny(parameter.Name, Lifetimes));

    /// <summary>Whether the value is a time by the clock of this process.</summary>
    public static bool IsByOwnClock(IOperation value, Derivation values) => values.Origins(value).Any(origin => origin switch
    {
        IPropertyReferenceOperation { Property: { Name: "UtcNow" or "Now", ContainingType.Name: var type } } => Clocks.Contains(type),
        IInvocationOperation { TargetMethod: { Name: "GetUtcNow" or "GetLocalNow", ContainingType.Name: var type } } =>
            Clocks.Contains(type),
        _ => false,
    });
}
