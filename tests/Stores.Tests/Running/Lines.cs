using System.Text;

namespace AspireStateless.Stores.Tests.Running;

/// <summary>A console of whole lines.</summary>
internal sealed class Lines : TextWriter
{
    private readonly List<string> lines = [];

    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value)
    {
        lock (lines)
        {
            lines.Add(value ?? "");
        }
    }

    internal bool Has(string start)
    {
        lock (lines)
        {
            return lines.Exists(line => line.StartsWith(start, StringComparison.Ordinal));
        }
    }

    internal string Only(string start)
    {
        lock (lines)
        {
            return Assert.Single(lines, line => line.StartsWith(start, StringComparison.Ordinal));
        }
    }
}
