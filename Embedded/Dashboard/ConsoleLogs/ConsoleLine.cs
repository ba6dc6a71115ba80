namespace AspireStateless.Dashboard.ConsoleLogs;

/// <summary>A line that an instance printed.</summary>
/// <param name="Number">Counts from 1 in each instance; a gap was dropped before it was read.</param>
/// <param name="Text">With the terminal's escape sequences.</param>
/// <param name="IsError">Whether it came on standard error.</param>
public readonly record struct ConsoleLine(int Number, string Text, bool IsError);
