using System.Text.Json;
using AspireStateless.LoadTests.Reports;

namespace AspireStateless.LoadTests.Performance.Gates.SelfTests;

/// <summary>Keeps a pool that was measured to its end, so that an interrupted self-test goes on where it was.</summary>
/// <param name="folder">Of these very sources.</param>
internal sealed class PoolFile(string folder)
{
    /// <returns>Null where it was not measured, or with fewer pairs.</returns>
    public MeasuredPool? Read(string name, int pairs)
    {
        try
        {
            var known = JsonSerializer.Deserialize<MeasuredPool>(File.ReadAllText(PathOf(name)), ReportJson.Format);
            return known?.Pairs.Count >= pairs ? known : null;
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            return null;
        }
    }

    public void Write(MeasuredPool pool)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(PathOf(pool.Name), JsonSerializer.Serialize(pool, ReportJson.Format));
    }

    private string PathOf(string name) => Path.Combine(folder, $"{name}.json");
}
