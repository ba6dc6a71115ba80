using System.Globalization;
using System.Security.Cryptography;
using AspireStateless.Analyzers.Tests.Compiling;
using Microsoft.CodeAnalysis;

namespace AspireStateless.Analyzers.Tests.Broken;

/// <summary>No rule throws, whatever stands in a source: an editor would turn it off for the rest of the day.</summary>
public sealed class BrokenSourcesTests
{
    /// <summary>For many: <c>VARIANTS=10000 ./test --filter-class '*BrokenSources*'</c>; the same ones by VARIANTS_SEED.</summary>
    private const int Usual = 60;

    // Compiled together, as the files of a project are.
    private const int Together = 60;

    [Fact]
    public async Task No_rule_throws_on_a_source_with_tokens_missing()
    {
        var (count, seed) = (Setting("VARIANTS", Usual), Setting("VARIANTS_SEED", RandomNumberGenerator.GetInt32(1_000_000_000)));
        var random = new Random(seed);
        var sources = Repository.Sources().Select(path => (Path: path, Text: Repository.Read(path)))
            .Where(source => source.Text.Length > 0).ToArray();
        random.Shuffle(sources);

        var variants = Enumerable.Range(0, count).Select(number => sources[number % sources.Length])
            .Select(source => (source.Path, BrokenSource.Of(source.Text, random)));
        foreach (var project in variants.Chunk(Together))
        {
            var broken = Compiled.Of(project, OutputKind.DynamicallyLinkedLibrary);
            var thrown = await Record.ExceptionAsync(() => broken.FindAsync(Compiled.Rules, TestContext.Current.CancellationToken));
            Assert.True(thrown is null, $"VARIANTS_SEED={seed}: {thrown?.Message}");
        }
    }

    private static int Setting(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
