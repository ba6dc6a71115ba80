using System.Text;

namespace AspireStateless.Stores.Tests.Running;

/// <summary>A console of whole lines.</summary>
internal sealed class Lines : TextWriter
{
    private readonly List<string> _lines = [];

    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value)
    {
        lock (_lines)
        {
            _lines.Add(value ?? "");
        }
    }

    public bool Has(string start)
    {
        lock (_lines)
        {
            return _lines.Exists(line => line.StartsWith(start, StringComparison.Ordinal));
        }
    }

    public string Only(string start)
    {
        lock (_lines)
        {
            return Assert.Single(_lines, line => line.StartsWith(start, StringComparison.Ordinal));
        }
    }
}
