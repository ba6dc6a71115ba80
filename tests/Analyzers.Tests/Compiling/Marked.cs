using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace AspireStateless.Analyzers.Tests.Compiling;

/// <summary>A source with the places marked that a rule has to name: <c>[|so|]</c>.</summary>
internal sealed class Marked
{
    private const string Begin = "[|";
    private const string End = "|]";

    public Marked(string marked)
    {
        var text = new StringBuilder();
        var spans = new List<TextSpan>();
        var start = 0;
        for (var at = 0; at < marked.Length;)
        {
            var next = string.CompareOrdinal(marked, at, Begin, 0, Begin.Length) == 0 ? Begin
                : string.CompareOrdinal(marked, at, End, 0, End.Length) == 0 ? End
                : null;
            if (next is null)
            {
                text.Append(marked[at++]);
                continue;
            }

            at += next.Length;
            if (next == Begin)
            {
                start = text.Length;
            }
            else
            {
                spans.Add(TextSpan.FromBounds(start, text.Length));
            }
        }

        (Text, Spans) = (text.ToString(), spans);
    }

    public string Text { get; }

    public IReadOnlyList<TextSpan> Spans { get; }
}
