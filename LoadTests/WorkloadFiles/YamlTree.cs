using AspireStateless.LoadTests.Failures;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AspireStateless.LoadTests.WorkloadFiles;

/// <summary>
/// Reads the part of YAML that a workload file needs: one document of maps, lists and texts. Anchors, aliases and tags are refused: with
/// them a short file can be as large as it likes, and nobody finds the place where something stands.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>Characters. A file of a hundred promises has half as many.</summary>
    public const int MostCharacters = 256 * 1024;

    private const int MostDepth = 24;
    private readonly string _file;
    private readonly Parser _parser;
    private int _depth;

    private YamlTree(string file, TextReader text) => (_file, _parser) = (file, new Parser(text));

    /// <param name="file">As it is named to people.</param>
    /// <exception cref="BadInputException">It is not such YAML; says where.</exception>
    public static FileNode Parse(string file, string text)
    {
        if (text.Length > MostCharacters)
        {
            throw new BadInputException(
                $"{file} has {text.Length} characters; a workload file has at most {MostCharacters}.", "Split it into several files.");
        }

        using var reader = new StringReader(text);
        var tree = new YamlTree(file, reader);
        try
        {
            return tree.ReadDocument();
        }
        catch (Exception failure) when (failure is YamlException or InvalidOperationException or EndOfStreamException)
        {
            // Of some damage the parser only says that it did not expect it.
            var place = (failure as YamlException)?.Start ?? tree._parser.Current?.Start ?? Mark.Empty;
            throw new FilePlace(file, place.Line, place.Column).Wrong(
                $"this is not YAML{(failure is YamlException ? $": {failure.Message.TrimEnd('.')}" : "")}",
                "Mind the indentation, close what is open, and quote texts with ':', '#', '{' or '['.");
        }
    }

    private FileNode ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            throw new FilePlace(_file, 1, 1).Wrong("the file is empty", "Write 'service:' and 'promises:'; see docs/any-service.md.");
        }

        var root = Read();
        _parser.Consume<DocumentEnd>();
        return _parser.Accept<StreamEnd>(out _)
            ? root
            : throw PlaceOf(_parser.Current!).Wrong("a second document begins here", "Write one document a file.");
    }

    private FileNode Read()
    {
        if (++_depth > MostDepth)
        {
            throw PlaceOf(_parser.Current!).Wrong($"this is more than {MostDepth} levels deep", "Write it flatter.");
        }

        FileNode node = _parser.Current switch
        {
            AnchorAlias alias => throw PlaceOf(alias).Wrong($"'*{alias.Value}' refers to another place", "Write out what it stands for."),
            NodeEvent { Anchor.IsEmpty: false } anchored =>
                throw PlaceOf(anchored).Wrong($"'&{anchored.Anchor}' names this for elsewhere", "Leave it out, and write things out."),
            NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } } tagged =>
                throw PlaceOf(tagged).Wrong($"'{tagged.Tag}' is a tag, which has no meaning here", "Leave it out."),
            Scalar => ReadText(),
            SequenceStart => ReadList(),
            _ => ReadMap(),
        };
        _depth--;
        return node;
    }

    private FileText ReadText()
    {
        var scalar = _parser.Consume<Scalar>();
        return new FileText(PlaceOf(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private FileList ReadList()
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<FileNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Read());
        }

        return new FileList(PlaceOf(start), items);
    }

    private FileMap ReadMap()
    {
        var start = _parser.Consume<MappingStart>();
        var entries = new List<FileEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Read().Text("a name");
            if (entries.Find(entry => entry.Key.Value == key.Value) is { } same)
            {
                throw key.At.Wrong(
                    $"'{key.Value}' stands here for the second time, after line {same.Key.At.Line}", "Name one differently.");
            }

            entries.Add(new FileEntry(key, Read()));
        }

        return new FileMap(PlaceOf(start), entries);
    }

    private FilePlace PlaceOf(ParsingEvent parsed) => new(_file, parsed.Start.Line, parsed.Start.Column);
}
