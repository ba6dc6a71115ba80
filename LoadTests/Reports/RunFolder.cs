using System.Globalization;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.Reports;

/// <summary>The folder that holds everything about one run.</summary>
internal sealed class RunFolder
{
    private const int MostInOneSecond = 100;

    private RunFolder(string path) => Root = path;

    public string Root { get; }

    public string this[string name] => Path.Combine(Root, name);

    /// <summary>Creates <c>&lt;time&gt;-&lt;scenario&gt;-&lt;seed&gt;</c> and points <c>latest</c> at it.</summary>
    public static RunFolder Create(string runs, string scenario, ulong seed, TimeProvider time)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{scenario}-{seed}");
        var path = Enumerable.Range(1, MostInOneSecond)
            .Select(n => Path.Combine(runs, n == 1 ? name : $"{name}-{n}"))
            .First(candidate => !Directory.Exists(candidate));
        try
        {
            Directory.CreateDirectory(path);
            Point(Path.Combine(runs, "latest"), Path.GetFileName(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidRunException(
                $"The run folder {path} cannot be made: {failure.Message}", "Name another with --output.", failure);
        }

        return new RunFolder(path);
    }

    /// <summary>A folder that holds a run already.</summary>
    public static RunFolder Existing(string path) => new(path);

    private static void Point(string link, string target)
    {
        if (new DirectoryInfo(link) is { LinkTarget: not null } || File.Exists(link))
        {
            File.Delete(link);
        }

        Directory.CreateSymbolicLink(link, target);
    }
}
