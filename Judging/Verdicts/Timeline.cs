using System.Text;

namespace AspireStateless.Judging.Verdicts;

/// <summary>
/// Draws a few requests, and what happened to the system, as bars over time, the earliest first:
/// <code>
///   visit #812  client 3  api-a/1/2   |===|         => 7        12.0040 .. 12.0060 s
///   visit #845  client 9  api-b/3/4         |====|  => 7        12.0090 .. 12.0120 s
///   state       AppHost   api-b            |        => Finished 12.0080 s
/// </code>
/// </summary>
internal static class Timeline
{
    private const int Width = 24;

    /// <param name="startedAt">The tick that seconds count from.</param>
    /// <returns>Nothing where a rule has no witness.</returns>
    public static string Draw(IReadOnlyList<Witness> witnesses, long startedAt)
    {
        var text = new StringBuilder();
        var from = witnesses.Select(witness => witness.Start).DefaultIfEmpty().Min();
        var to = witnesses.Select(witness => Math.Max(witness.Start, witness.End ?? witness.Start)).DefaultIfEmpty().Max();
        foreach (var witness in witnesses)
        {
            var id = witness.Id is { } number ? $"#{number}" : "";
            text.Append($"  {witness.Kind,-8} {id,-8} {witness.Client,-10} {witness.Process,-32} {Bar(witness, from, to)} => ")
                .AppendLine($"{witness.Answer,-8} {Span(witness, startedAt)}");
        }

        return text.ToString();
    }

    private static string Bar(Witness witness, long from, long to)
    {
        var start = Column(witness.Start, from, to);
        var end = witness.End is { } known ? Math.Max(start + 1, Column(known, from, to)) : Width;
        var bar = witness.Id is null && witness.End == witness.Start ? "|"
            : $"|{new string('=', Math.Max(0, end - start - 1))}{(witness.End is null ? ">" : "|")}";
        return $"{new string(' ', start)}{bar}".PadRight(Width + 2);
    }

    private static int Column(long at, long from, long to) => to == from ? 0 : (int)(((Int128)at - from) * Width / ((Int128)to - from));

    private static string Span(Witness witness, long startedAt)
    {
        var start = Seconds(witness.Start - startedAt);
        return witness.End is not { } end ? $"{start} .. open"
            : witness.Id is null && end == witness.Start ? $"{start} s"
            : $"{start} .. {Seconds(end - startedAt)} s";
    }

    private static string Seconds(long nanoseconds) => $"{nanoseconds / 1e9:F4}";
}
