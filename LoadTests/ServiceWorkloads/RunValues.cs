using System.Globalization;

namespace AspireStateless.LoadTests.ServiceWorkloads;

/// <summary>The values that a run writes, each once: a number, or that number after the run's id.</summary>
internal sealed class RunValues(string run)
{
    public string Text(long number) => string.Create(CultureInfo.InvariantCulture, $"{run}-{number}");

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <returns>The number of a value that this run may have written; null for any other text.</returns>
    public long? Of(string text)
    {
        var digits = text.StartsWith(run, StringComparison.Ordinal) && text.Length > run.Length && text[run.Length] == '-'
            ? text.AsSpan(run.Length + 1)
            : text.AsSpan();
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
