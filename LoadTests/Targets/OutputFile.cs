using System.Diagnostics;

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

    /// <summary>Starts a process and keeps what it prints on both its streams, which are redirected.</summary>
    /// <param name="read">Told each line of its standard output as well.</param>
    public void Start(Process process, Action<string>? read = null)
    {
        process.OutputDataReceived += (_, line) =>
        {
            Write(line.Data);
            read?.Invoke(line.Data ?? "");
        };
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <param name="line">Null at the end of the stream.</param>
    private void Write(string? line)
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
