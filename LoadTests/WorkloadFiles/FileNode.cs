using AspireStateless.LoadTests.Failures;

namespace AspireStateless.LoadTests.WorkloadFiles;

/// <summary>A piece of a workload file, which knows where it stands.</summary>
internal abstract record FileNode(FilePlace At)
{
    /// <summary>As a text.</summary>
    /// <param name="what">What it should be, as in "a path".</param>
    /// <exception cref="BadInputException">It is something else.</exception>
    public FileText Text(string what) => this as FileText
        ?? throw At.Wrong($"this is {Kind}, not {what}", $"Write {what}, in quotes where it begins with a bracket or a brace.");

    /// <inheritdoc cref="Text"/>
    public FileList List(string what) => this as FileList ?? throw At.Wrong($"this is {Kind}, not {what}", $"Write {what}.");

    /// <inheritdoc cref="Text"/>
    public FileMap Map(string what) => this as FileMap ?? throw At.Wrong($"this is {Kind}, not {what}", $"Write {what}.");

    private string Kind => this switch
    {
        FileText => "a text",
        FileList => "a list",
        _ => "a map",
    };
}

/// <param name="Value">As YAML reads it.</param>
/// <param name="IsPlain">Whether it stands without quotes: then it may be a number, true, false or null in JSON.</param>
internal sealed record FileText(FilePlace At, string Value, bool IsPlain) : FileNode(At);

/// <summary>What stands one after the other.</summary>
internal sealed record FileList(FilePlace At, IReadOnlyList<FileNode> Items) : FileNode(At);

/// <summary>What stands under names. No name stands twice.</summary>
internal sealed record FileMap(FilePlace At, IReadOnlyList<FileEntry> Entries) : FileNode(At);

internal sealed record FileEntry(FileText Key, FileNode Value);

/// <summary>A place in a workload file; lines and columns count from 1.</summary>
internal sealed record FilePlace(string File, long Line, long Column)
{
    /// <summary>What is wrong there, and what would be right.</summary>
    public BadInputException Wrong(string what, string advice) => new($"{File}:{Line}:{Column}: {what}.", advice);
}
