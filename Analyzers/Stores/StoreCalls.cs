using System.Collections.Immutable;
using AspireStateless.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.Stores;

/// <summary>
/// Which calls read a store and which write to it: those of known clients by their names, and of the service's own types those that have
/// to be awaited and are called as people call such.
/// </summary>
internal static class StoreCalls
{
    private static readonly ImmutableHashSet<string> ReadVerbs = Words.Set("Get Read Find Load Fetch Use Peek Query List Lookup");

    private static readonly ImmutableHashSet<string> WriteVerbs = Words.Set("Set Write Save Put Store Replace Update Fill Upsert Persist");

    private static readonly ImmutableHashSet<string> ChangeVerbs = WriteVerbs.Union(Words.Set(
        "Add Insert Append Delete Remove Increment Decrement Execute Send Publish Post Enqueue Push Create Charge Pay Bill Purge Import"));

    private static readonly ImmutableHashSet<string> RedisReads = Words.Set("StringGet HashGet HashGetAll StringGetWithExpiry JsonGet");

    private static readonly ImmutableHashSet<string> RedisWrites = Words.Set("StringSet HashSet JsonSet");

    // The last word: SetAdd changes, and SetMembers does not.
    private static readonly ImmutableHashSet<string> RedisChanges =
        ChangeVerbs.Union(Words.Set("Pop Trim Expire Persist Rename Move Evaluate Extend Take Release"));

    public static bool IsRead(IInvocationOperation call) => KindOf(call) switch
    {
        Client.Redis => RedisReads.Contains(Words.WithoutAsync(call.TargetMethod.Name)),
        Client.Cache => Words.First(call.TargetMethod.Name) is "Get" or "Try",
        Client.Own => IsOfTask(call) && ReadVerbs.Contains(Words.First(call.TargetMethod.Name)),
        _ => false,
    };

    /// <summary>Whether it puts a value in the place of another.</summary>
    public static bool IsWrite(IInvocationOperation call) => KindOf(call) switch
    {
        Client.Redis => RedisWrites.Contains(Words.WithoutAsync(call.TargetMethod.Name)),
        Client.Cache => Words.First(call.TargetMethod.Name) == "Set",
        Client.Own => IsOfTask(call) && WriteVerbs.Contains(Words.First(call.TargetMethod.Name)),
        _ => false,
    };

    /// <summary>Whether it leaves something changed, in a store or wherever it goes.</summary>
    public static bool IsChange(IInvocationOperation call) => KindOf(call) switch
    {
        Client.Redis => RedisChanges.Contains(Words.Last(Words.WithoutAsync(call.TargetMethod.Name))),
        Client.Cache => Words.First(call.TargetMethod.Name) is "Set" or "Remove",
        Client.Own => IsOfTask(call) && ChangeVerbs.Contains(Words.First(call.TargetMethod.Name)),
        Client.Other => call.TargetMethod.Name is "SaveChanges" or "SaveChangesAsync" or "ExecuteNonQuery" or "ExecuteNonQueryAsync"
            or "ExecuteUpdateAsync" or "ExecuteDeleteAsync" or "ExecuteSqlAsync" or "PostAsync" or "PostAsJsonAsync" or "PutAsync"
            or "PutAsJsonAsync" or "PatchAsync" or "DeleteAsync",
        _ => false,
    };

    /// <returns>What names the thing that a call is about: its first argument.</returns>
    public static IOperation? KeyOf(IInvocationOperation call) => call.OwnArguments().FirstOrDefault()?.Value.Bare();

    private static Client KindOf(IInvocationOperation call)
    {
        var type = call.Receiver()?.Type ?? call.TargetMethod.ContainingType;
        return type.IsIn("StackExchange.Redis") ? Client.Redis
            : type.IsA("Microsoft.Extensions.Caching.Distributed.IDistributedCache") || type.IsA("Microsoft.AspNetCore.Http.ISession")
                ? Client.Cache
            : type.IsForeign() ? Client.Other
            : Client.Own;
    }

    private static bool IsOfTask(IInvocationOperation call) => call.TargetMethod.ReturnType.IsTask() && KeyOf(call) is not null;

    private enum Client
    {
        Other,
        Own,
        Redis,
        Cache,
    }
}
