using AspireStateless.Analyzers.Tests.Compiling;
using Microsoft.CodeAnalysis;

namespace AspireStateless.Analyzers.Tests.Scores;

/// <summary>What the rules find in the planted bugs, in the decoys, and in the sample: the rules by the path of the file.</summary>
public sealed class Score : IAsyncLifetime
{
    private ILookup<string, string> _planted = null!;

    public ILookup<string, string> Sample { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _planted = await FindAsync(Path.Combine("tests", "PlantedBugs"));
        Sample = await FindAsync(Path.Combine("samples", "aspnet-session"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <param name="folder"><c>Bugs</c> or <c>Decoys</c>.</param>
    public string RulesIn(string folder, string name) => string.Join(
        ", ", _planted[Path.Combine("tests", "PlantedBugs", folder, $"{name}.cs")].Order(StringComparer.Ordinal));

    /// <returns>The names of what is planted, in order.</returns>
    public static IReadOnlyList<string> Names(string folder) =>
        [.. Repository.Sources($"tests/PlantedBugs/{folder}").Select(path => Path.GetFileNameWithoutExtension(path))];

    private static async Task<ILookup<string, string>> FindAsync(string folder)
    {
        var compilation = Compiled.Of(
            Repository.Sources(folder).Select(path => (path, Repository.Read(path))), OutputKind.ConsoleApplication);
        Assert.Empty(compilation.Errors());
        var found = await compilation.FindAsync(Compiled.Rules, TestContext.Current.CancellationToken);
        return found.Select(diagnostic => (Path: diagnostic.Location.SourceTree!.FilePath, diagnostic.Id)).Distinct()
            .ToLookup(found => found.Path, found => found.Id, StringComparer.Ordinal);
    }
}
