using System.Collections.Concurrent;
using AspireStateless.Analyzers.Code;
using AspireStateless.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AspireStateless.Analyzers.State;

/// <summary>STATE003: a cache, sessions or a database in the memory of the process.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class MemoryStoreRule() : StateRule(InMemory, WithoutStore)
{
    private const string Id = "STATE003";
    private const string Title = "A store in the memory of the process";
    private const string Why = "What is kept in memory is another in every replica, and ends with each.";
    private const string Output = "AddOutputCache";

    private static readonly DiagnosticDescriptor InMemory = Described(
        Id,
        Title,
        "'{0}' keeps in the memory of this process what other replicas do not see: use a store that all share",
        Why);

    private static readonly DiagnosticDescriptor WithoutStore = Described(
        Id,
        Title,
        "'{0}' keeps what it holds in the memory of this process, unless a shared store is registered: register one",
        Why,
        WellKnownDiagnosticTags.CompilationEnd);

    private static readonly HashSet<string> AlwaysInMemory = new(StringComparer.Ordinal)
    {
        "AddDistributedMemoryCache", "UseInMemoryDatabase", "AddResponseCaching",
    };

    // What takes a shared store if there is one.
    private static readonly HashSet<string> TakesStore = new(StringComparer.Ordinal) { "AddSession", "AddHybridCache", Output };

    private static readonly HashSet<string> CacheWrites = new(StringComparer.Ordinal)
    {
        "Set", "GetOrCreate", "GetOrCreateAsync", "CreateEntry",
    };

    protected override void Begin(CompilationStartAnalysisContext start)
    {
        var takers = new ConcurrentBag<IInvocationOperation>();
        var shared = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                var name = call.TargetMethod.Name;
                var isForeign = call.TargetMethod.ContainingType.IsForeign();
                if ((AlwaysInMemory.Contains(name) && isForeign)
                    || (CacheWrites.Contains(name) && IsMemoryCache(call) && !IsByContent(call)))
                {
                    context.ReportDiagnostic(Diagnostic.Create(InMemory, Places.OfName(call), name));
                }
                else if (TakesStore.Contains(name) && isForeign)
                {
                    takers.Add(call);
                }
                else if (SharedBy(call) is { } store)
                {
                    shared[store] = true;
                }
            },
            OperationKind.Invocation);
        start.RegisterCompilationEndAction(context =>
        {
            foreach (var call in takers)
            {
                var name = call.TargetMethod.Name;
                if (!shared.ContainsKey(name == Output ? "output" : "cache"))
                {
                    context.ReportDiagnostic(Diagnostic.Create(WithoutStore, Places.OfName(call), name));
                }
            }
        });
    }

    private static bool IsMemoryCache(IInvocationOperation call) =>
        call.Receiver()?.Type.IsA("Microsoft.Extensions.Caching.Memory.IMemoryCache") == true;

    // A key that is a type names something that is the same in every process.
    private static bool IsByContent(IInvocationOperation call) =>
        call.OwnArguments().FirstOrDefault()?.Value.Bare() is { Type.Name: "Type" } or ITypeOfOperation;

    /// <returns>What the call registers a shared store for; null if it does not.</returns>
    private static string? SharedBy(IInvocationOperation call)
    {
        var name = call.TargetMethod.Name;
        return name.StartsWith("Add", StringComparison.Ordinal) && name.EndsWith("OutputCache", StringComparison.Ordinal) ? "output"
            : name.StartsWith("Add", StringComparison.Ordinal) && name.EndsWith("Cache", StringComparison.Ordinal)
                && !name.Contains("Memory") ? "cache"
            : call.TargetMethod.TypeArguments.FirstOrDefault().Is("Microsoft.Extensions.Caching.Distributed.IDistributedCache") ? "cache"
            : call.TargetMethod.TypeArguments.FirstOrDefault()?.Name == "IOutputCacheStore" ? "output"
            : null;
    }
}
