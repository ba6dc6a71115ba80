using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AspireStateless.Analyzers.Tests.Compiling;

/// <summary>Sources, compiled as those of a web service, and what rules say of them.</summary>
internal static class Compiled
{
    private const string Usings = """
        global using System;
        global using System.Collections.Concurrent;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    // All compilations come from this one, so that the libraries are read once.
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "PlantedBugs",
        [CSharpSyntaxTree.ParseText(Usings)],
        Libraries.All,
        new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));

    public static IReadOnlyList<DiagnosticAnalyzer> Rules { get; } =
    [
        .. typeof(Analyzers.Rules.StateRule).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Analyzers.Rules.StateRule)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .OrderBy(rule => rule.SupportedDiagnostics[0].Id, StringComparer.Ordinal),
    ];

    /// <param name="sources">Each with its path.</param>
    public static CSharpCompilation Of(IEnumerable<(string Path, string Text)> sources, OutputKind kind) => Empty
        .WithOptions(Empty.Options.WithOutputKind(kind))
        .AddSyntaxTrees(sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, path: source.Path)));

    /// <summary>Compiles one file: a program if it has statements outside of types, else a library.</summary>
    public static CSharpCompilation Of(string source)
    {
        var compilation = Of([("Source.cs", source)], OutputKind.DynamicallyLinkedLibrary);
        var isProgram = compilation.SyntaxTrees.Last().GetRoot().ChildNodes()
            .Any(node => node.IsKind(SyntaxKind.GlobalStatement));
        return isProgram ? compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)) : compilation;
    }

    public static IEnumerable<string> Errors(this Compilation compilation) => compilation.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(error => error.ToString());

    /// <returns>What the rules find, in the order of the source.</returns>
    public static async Task<IReadOnlyList<Diagnostic>> FindAsync(
        this Compilation compilation, IEnumerable<DiagnosticAnalyzer> rules, CancellationToken cancellationToken)
    {
        Exception? thrown = null;
        var options = new CompilationWithAnalyzersOptions(
            new([]), (exception, _, _) => thrown = exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var found = await new CompilationWithAnalyzers(compilation, [.. rules], options)
            .GetAnalyzerDiagnosticsAsync(cancellationToken);
        Assert.True(thrown is null, $"A rule threw: {thrown}");
        return
        [
            .. found.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }
}
