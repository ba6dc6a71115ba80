using System.Text.Json;
using AspireStateless.LoadTests.Gates.Duets;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Gates.SelfTests;

/// <summary>Keeps the pairs of a pool that was measured to its end, so that an interrupted self-test goes on where it was.</summary>
/// <param name="folder">Of these very sources.</param>
internal sealed class PoolFile(string folder)
{
    /// <returns>Null where it was not measured, or with fewer pairs.</returns>
    public IReadOnlyList<DuetPair>? Read(string name, int pairs)
    {
        try
        {
            var known = JsonSerializer.Deserialize<DuetPair[]>(File.ReadAllText(PathOf(name)), ReportFiles.Format);
            return known?.Length >= pairs ? known : null;
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            return null;
        }
    }

    public void Write(string name, IReadOnlyList<DuetPair> pairs)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(PathOf(name), JsonSerializer.Serialize(pairs, ReportFiles.Format));
    }

    private string PathOf(string name) => Path.Combine(folder, $"{name}.json");
}
