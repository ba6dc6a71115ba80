using System.Text.RegularExpressions;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.WorkloadFiles;

/// <summary>Reads how a copy of a service is started.</summary>
internal static partial class ServiceStartReader
{
    private const int LeastReplicas = 2;
    private const int UsualReplicas = 3;
    private const int MostReplicas = 20;
    private static readonly string[] Stores = ["redis", "postgres"];
    private static readonly string[] OfRedis = ["host", "port", "password", "url"];
    private static readonly string[] OfPostgres = ["host", "port", "user", "password", "database", "url"];

    /// <param name="file">Whose folder the copy's is relative to.</param>
    /// <exception cref="BadInputException">It is not told so.</exception>
    public static ServiceStart Read(FileNode node, string file)
    {
        var section = new FileSection(node.Map("how a copy is started: command:, stores:, environment:"), "start");
        IReadOnlyList<string> stores = section.Optional("stores") is { } list ? [.. StoresOf(list).Distinct()] : [];
        List<string> filled =
        [
            "port",
            .. stores.Contains("redis") ? OfRedis.Select(what => $"redis.{what}") : [],
            .. stores.Contains("postgres") ? OfPostgres.Select(what => $"postgres.{what}") : [],
        ];
        var command = Command(section.Required("command", "command: python3 app.py {port}"), filled);
        var environment = section.Texts("environment", "variables")
            .Select(variable => (variable.Name.Value, Template.Of(variable.Value, filled))).ToList();
        var folder = section.Optional("folder")?.Text("a folder").Value ?? ".";
        var replicas = section.Number("replicas", LeastReplicas, MostReplicas) ?? UsualReplicas;
        section.End();
        return command.Concat(environment.Select(variable => variable.Item2)).Any(text => text.Uses("port"))
            ? new ServiceStart(
                command, Path.GetFullPath(folder, Path.GetDirectoryName(Path.GetFullPath(file))!), environment, stores, replicas)
            : throw node.At.Wrong(
                "nobody tells a copy which port to open", "Put {port} into the command or into a variable of environment:.");
    }

    private static IEnumerable<string> StoresOf(FileNode node) =>
        node.List("a list of stores: [redis]").Items.Select(item => item.Text("a store")).Select(store => Stores.Contains(store.Value)
            ? store.Value
            : throw store.At.Wrong($"'{store.Value}' is no store that can be started", $"There are {string.Join(" and ", Stores)}."));

    /// <summary>A list of words, or a text that is cut at its spaces; quotes keep words together.</summary>
    private static IReadOnlyList<Template> Command(FileNode node, IReadOnlyCollection<string> filled)
    {
        IReadOnlyList<Template> words = node is FileText text
            ?
            [
                .. Word().Matches(text.Value)
                    .Select(match => match.Groups["quoted"] is { Success: true } quoted ? quoted.Value : match.Value)
                    .Select(word => Template.Of(word, text.At, filled)),
            ]
            : [.. node.List("a command").Items.Select(item => Template.Of(item.Text("a word of the command"), filled))];
        return words.Count > 0 ? words : throw node.At.Wrong("the command is empty", "Write the program and its arguments.");
    }

    [GeneratedRegex("""
        "(?<quoted>[^"]*)"|\S+
        """, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
