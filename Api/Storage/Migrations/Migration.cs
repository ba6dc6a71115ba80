using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace AspireStateless.Api.Storage.Migrations;

/// <summary>One step of the schema: a file <c>NNNN_name.sql</c> beside this one, built into the program.</summary>
/// <param name="Number">1, 2, …: the code's version is the highest that it carries.</param>
/// <param name="Tolerates">
/// The oldest version of the code that still works after this step, from its first line <c>-- tolerates: N</c>. Replicas of that version
/// go on during a rolling upgrade; older ones are refused.
/// </param>
internal sealed partial record Migration(int Number, string Name, int Tolerates, string Sql)
{
    /// <summary>Every step that this code knows, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load(typeof(Migration).Assembly);

    private static Migration[] Load(Assembly assembly) =>
    [
        .. assembly.GetManifestResourceNames()
            .Select(resource => (Resource: resource, Match: FileName().Match(resource)))
            .Where(candidate => candidate.Match.Success)
            .Select(found => Parse(assembly, found.Resource, found.Match))
            .OrderBy(migration => migration.Number),
    ];

    private static Migration Parse(Assembly assembly, string resource, Match name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var sql = reader.ReadToEnd();
        return new(
            int.Parse(name.Groups["number"].Value, CultureInfo.InvariantCulture),
            name.Groups["name"].Value,
            int.Parse(FirstLine().Match(sql).Groups["version"].Value, CultureInfo.InvariantCulture),
            sql);
    }

    [GeneratedRegex(@"\.(?<number>[0-9]{4})_(?<name>[a-z_]+)\.sql$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileName();

    [GeneratedRegex("^-- tolerates: (?<version>[0-9]+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex FirstLine();
}
