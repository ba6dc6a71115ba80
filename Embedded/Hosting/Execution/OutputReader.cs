namespace Aspire.Hosting.Execution;

/// <summary>Reads lines of any length in bounded memory: what is over the limit of a line is dropped.</summary>
internal static class OutputReader
{
    internal static async Task ReadAsync(TextReader reader, Action<string> write)
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        int count;
        while ((count = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            Split(buffer.AsSpan(0, count), line, write);
        }

        if (line.Length > 0)
        {
            write(line.ToString());
        }
    }

    private static void Split(ReadOnlySpan<char> text, StringBuilder line, Action<string> write)
    {
        while (text.IndexOf('\n') is >= 0 and var end)
        {
            Append(text[..end].TrimEnd('\r'), line);
            write(line.ToString());
            line.Clear();
            text = text[(end + 1)..];
        }

        Append(text, line);
    }

    private static void Append(ReadOnlySpan<char> text, StringBuilder line) =>
        line.Append(text[..Math.Min(text.Length, ConsoleLog.LineCharactersMax - line.Length)]);
}
