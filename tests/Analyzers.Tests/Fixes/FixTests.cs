using AspireStateless.Analyzers.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AspireStateless.Analyzers.Tests.Fixes;

/// <summary>Specifications of one code fix: what it makes of a source in which its rule sees one thing.</summary>
/// <param name="id">Of the rule.</param>
public abstract class FixTests(string id, CodeFixProvider fix)
{
    /// <param name="before">A source that compiles.</param>
    /// <param name="after">The same, fixed; null if no fix is to be offered.</param>
    protected async Task MakesAsync(string before, string? after)
    {
        using var workspace = new AdhocWorkspace();
        var compilation = Compiled.Of(before);
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Service", "Service", LanguageNames.CSharp,
            compilationOptions: compilation.Options, metadataReferences: compilation.References));
        var document = default(Document);
        foreach (var tree in compilation.SyntaxTrees)
        {
            document = project.AddDocument(tree.FilePath, await tree.GetTextAsync(TestContext.Current.CancellationToken));
            project = document.Project;
        }

        var found = Assert.Single(await (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!.FindAsync(
            Compiled.Rules.Where(rule => rule.SupportedDiagnostics[0].Id == id), TestContext.Current.CancellationToken));

        Assert.Equal(after, await ApplyAsync(document!, found));
    }

    private async Task<string?> ApplyAsync(Document document, Diagnostic found)
    {
        CodeAction? offered = null;
        await fix.RegisterCodeFixesAsync(
            new(document, found, (action, _) => offered = action, TestContext.Current.CancellationToken));
        if (offered is null)
        {
            return null;
        }

        var changed = (await offered.GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>().Single();
        var fixedDocument = changed.ChangedSolution.GetDocument(document.Id)!;
        Assert.Empty((await fixedDocument.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!.Errors());
        return (await fixedDocument.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
    }
}
