namespace AspireStateless.LoadTests.Checkers.Orders;

/// <summary>The lines of each order, as chains through the lines by serial.</summary>
internal readonly struct LinesByOrder
{
    private readonly int[] _first;
    private readonly int[] _next;

    public LinesByOrder(SoldSerials serials, int orders)
    {
        var lines = serials.Lines;
        _first = new int[orders];
        _next = new int[lines.Length];
        _first.AsSpan().Fill(-1);
        for (int line = 0; line < _next.Length; line++)
        {
            ref int first = ref _first[lines[line].Order];
            (_next[line], first) = (first, line);
        }
    }

    /// <returns>One line of an order; -1 for none.</returns>
    public int First(int order) => _first[order];

    /// <returns>Another line of the same order; -1 after the last.</returns>
    public int Next(int line) => _next[line];
}
