using System.Collections.Immutable;
using AspireStateless.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Stores;

/// <summary>What makes a write fail when somebody else was first: a version, a lease, a script that looks before it writes.</summary>
internal static class Condition
{
    private static readonly ImmutableHashSet<string> Conditions = Words.Set(
        "Version Versions Etag Match Condition Conditions Expected Comparand Comparison Fence Fencing Lease Token When Original Stamp "
        + "Revision Generation Former Old");

    private static readonly string[] ScriptWrites = ["'SET'", "'HSET'", "'MSET'", "'DEL'", "\"SET\"", "\"HSET\""];

    private static readonly string[] ScriptReads = ["GET'", "GETALL'", "EXISTS'", "GET\"", "EXISTS\"", "'SISMEMBER'", "'ZSCORE'"];

    public static bool IsOn(IInvocationOperation call) => call.OwnArguments().Any(argument =>
        argument.Given() is { } given && !IsAlways(given) && Words.HasAny(argument.Parameter!.Name, Conditions));

    /// <summary>Whether the name is that of a condition: <c>IfVersions</c>, <c>IfMatch</c>, <c>ETag</c>.</summary>
    public static bool IsNamed(string name) =>
        (Words.First(name) == "If" && Words.HasAny(name, Conditions)) || name.EndsWith("ETag", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the call runs a script that writes and looks at nothing before.</summary>
    public static bool IsBlindScript(IInvocationOperation call) =>
        call.TargetMethod.Name.Contains("Evaluate")
        && StoreCalls.KeyOf(call) is { ConstantValue: { HasValue: true, Value: string script } }
        && Array.Exists(ScriptWrites, script.Contains) && !Array.Exists(ScriptReads, script.Contains);

    private static bool IsAlways(IOperation value) => value.Bare() is IMemberReferenceOperation { Member.Name: "Always" };
}
