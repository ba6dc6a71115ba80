namespace AspireStateless.LoadTests.Targets;

/// <summary>Keeps what a child process prints, and remembers its last lines.</summary>
internal sealed class OutputFile(string path) : IDisposable
{
    private const int Remembered = 12;
    private readonly StreamWriter _file = new(path, append: false) { AutoFlush = true };
    private readonly Queue<string> _last = new();
    private readonly Lock _writing = new();
    private bool _closed;

    public string Path => path;

    /// <summary>Each on a line of its own, indented.</summary>
    public string LastLines
    {
        get
        {
            lock (_writing)
            {
                return _last.Count == 0 ? " none" : string.Concat(_last.Select(line => $"{Environment.NewLine}  | {line}"));
            }
        }
    }

    /// <param name="line">Null at the end of the stream.</param>
    public void Write(string? line)
    {
        lock (_writing)
        {
            if (line is null || _closed)
            {
                return;
            }

            _file.WriteLine(line);
            _last.Enqueue(line);
            if (_last.Count > Remembered)
            {
                _last.Dequeue();
            }
        }
    }

    public void Dispose()
    {
        lock (_writing)
        {
            _closed = true;
            _file.Dispose();
        }
    }
}
