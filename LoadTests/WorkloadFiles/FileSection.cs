using System.Globalization;
using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.WorkloadFiles;

/// <summary>Reads a map whose names have a meaning, and says of every other name what would be right.</summary>
/// <param name="what">As people call it, such as "a promise of kind counter".</param>
internal sealed class FileSection(FileMap map, string what)
{
    private readonly List<string> _known = [];

    public FilePlace At => map.At;

    public FileNode? Optional(string name)
    {
        _known.Add(name);
        return map.Entries.FirstOrDefault(entry => entry.Key.Value == name)?.Value;
    }

    /// <exception cref="BadInputException">It is not there.</exception>
    public FileNode Required(string name, string example) =>
        Optional(name) ?? throw map.At.Wrong($"{what} has no '{name}'", $"Add it, such as {example}.");

    /// <summary>One of some words.</summary>
    /// <exception cref="BadInputException">It is none of them.</exception>
    public string? Choice(string name, params IReadOnlyList<string> words)
    {
        if (Optional(name) is not { } node)
        {
            return null;
        }

        var text = node.Text($"one of {string.Join(", ", words)}");
        return words.Contains(text.Value)
            ? text.Value
            : throw text.At.Wrong($"'{text.Value}' is no '{name}'", $"Choose one of {string.Join(", ", words)}.");
    }

    /// <exception cref="BadInputException">It is not such a number.</exception>
    public int? Number(string name, int least, int most)
    {
        if (Optional(name) is not { } node)
        {
            return null;
        }

        var text = node.Text($"a number from {least} to {most}");
        return int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : throw text.At.Wrong($"'{text.Value}' is no '{name}'", $"Write a number from {least} to {most}.");
    }

    /// <exception cref="BadInputException">It is neither.</exception>
    public bool? Flag(string name) => Choice(name, "true", "false") is { } word ? word == "true" : null;

    /// <summary>Names and texts.</summary>
    public IReadOnlyList<(FileText Name, FileText Value)> Texts(string name, string of) =>
        Optional(name) is { } node
            ? [.. node.Map($"a map of {of}").Entries.Select(entry => (entry.Key, entry.Value.Text("a text")))]
            : [];

    /// <summary>Called when all that has a meaning was asked for.</summary>
    /// <exception cref="BadInputException">Something else stands there too.</exception>
    public void End()
    {
        if (map.Entries.FirstOrDefault(entry => !_known.Contains(entry.Key.Value)) is { } unknown)
        {
            throw unknown.Key.At.Wrong(
                $"'{unknown.Key.Value}' has no meaning in {what}",
                $"{Nearest(unknown.Key.Value)}It may have: {string.Join(", ", _known)}.");
        }
    }

    private string Nearest(string word) =>
        _known.FirstOrDefault(known => known.Replace("-", "", StringComparison.Ordinal).Equals(
            word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
            is { } meant ? $"Did you mean '{meant}'? " : "";
}
