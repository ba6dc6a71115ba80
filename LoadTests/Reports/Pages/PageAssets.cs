using System.Text.RegularExpressions;

namespace AspireStateless.LoadTests.Reports.Pages;

/// <summary>
/// The hand-written parts of pages, which are built into this program under their paths in the repository. A page is one file that opens
/// from a disk, where browsers load no module by its path: so modules are put one after the other, and names at their top have to differ.
/// </summary>
internal static partial class PageAssets
{
    public const string Folder = "LoadTests/Reports/Pages/";

    /// <summary>All styles of a page.</summary>
    public static string Styles => Read("LoadTests/Reports/Charts/charts.css") + Read($"{Folder}page.css");

    /// <param name="path">In the repository.</param>
    public static string Read(string path)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"{path} is not built into this program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <returns>A module and everything that it imports, each once and after what it imports itself, as one.</returns>
    public static string Bundle(string path)
    {
        var parts = new List<string>();
        Collect(path, [], parts);
        return string.Concat(parts);
    }

    /// <summary>Fills in a page's places, such as <c>{{title}}</c>, each with text that is right for where it stands.</summary>
    public static string Fill(string page, IReadOnlyDictionary<string, string> values) =>
        Place().Replace(Read(Folder + page), place => values[place.Groups["name"].Value]);

    private static void Collect(string path, HashSet<string> seen, List<string> parts)
    {
        if (!seen.Add(path))
        {
            return;
        }

        var text = Read(path);
        foreach (Match import in Import().Matches(text))
        {
            Collect(Resolve(path, import.Groups["from"].Value), seen, parts);
        }

        parts.Add(Export().Replace(Import().Replace(text, ""), ""));
    }

    private static string Resolve(string importer, string path)
    {
        var root = new Uri("file:///");
        return new Uri(new Uri(root, importer), path).AbsolutePath[1..];
    }

    [GeneratedRegex(
        "^import .* from \"(?<from>[^\"]+)\";\r?\n", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Import();

    [GeneratedRegex("^export (?=function|class|const)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Export();

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
