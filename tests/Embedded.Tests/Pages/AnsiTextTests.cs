using AspireStateless.Dashboard.ConsoleLogs;

namespace AspireStateless.Embedded.Tests.Pages;

public sealed class AnsiTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\u001b[32minfo\u001b[39m: text", "info|ansi-2 : text")]
    [InlineData("\u001b[1m\u001b[33mwarn\u001b[39m\u001b[22m!", "warn|ansi-3 ansi-bold !")]
    [InlineData("\u001b[1;31mboth\u001b[0m", "both|ansi-1 ansi-bold")]
    [InlineData("\u001b[41m\u001b[30mfail\u001b[39m\u001b[22m\u001b[49m: why", "fail|ansi-1 : why")]
    public void Colours_become_looks(string line, string expected) => Assert.Equal(expected, Text(line));

    [Theory]
    [InlineData("a\u001b[2Kb", "ab")]
    [InlineData("a\u001bmb", "ab")]
    [InlineData("a\u001b", "a")]
    [InlineData("a\u001b[31", "a")]
    [InlineData("\u001b[;;;;99999999999999mb", "b")]
    public void Other_sequences_and_broken_ones_are_left_out(string line, string expected) => Assert.Equal(expected, Text(line));

    private static string Text(string line) =>
        string.Concat(AnsiText.Parse(line).Select(span => span.Look is null ? span.Text : $"{span.Text}|{span.Look} ")).TrimEnd();
}
