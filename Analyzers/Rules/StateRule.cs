using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AspireStateless.Analyzers.Rules;

/// <summary>What every rule is: about one thing, silent outside of web services and on generated code.</summary>
internal abstract class StateRule(params DiagnosticDescriptor[] rules) : DiagnosticAnalyzer
{
    private const string Category = "Statelessness";

    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. rules];

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            // A program without requests may keep what it likes.
            if (start.Compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http.HttpContext") is not null)
            {
                Begin(start);
            }
        });
    }

    /// <param name="tags">Of <see cref="WellKnownDiagnosticTags"/>.</param>
    protected static DiagnosticDescriptor Described(string id, string title, string message, string why, params string[] tags) =>
        new(id, title, message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, why, $"docs/rules/{id}.md", tags);

    protected abstract void Begin(CompilationStartAnalysisContext start);
}
